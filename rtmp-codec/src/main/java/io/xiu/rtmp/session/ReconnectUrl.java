package io.xiu.rtmp.session;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where a reconnect request leads (Enhanced RTMP v2, "Reconnect Request"). */
final class ReconnectUrl {
    private static final int LONGEST = 2_048;

    private ReconnectUrl() {}

    /**
     * Resolves what a server names (RFC 3986, section 5) against the URL in use; if it names nothing, that URL is meant.
     *
     * @param current the URL this connection was opened with
     * @param reference from the server: absolute, {@code //host/app}, {@code /app}, or null
     * @return an absolute URL with {@code rtmp} or {@code rtmps} and a host, or null if that isn't what it makes
     */
    static @Nullable String resolve(String current, @Nullable String reference) {
        if (reference == null || reference.isEmpty()) {
            return current;
        }
        if (reference.length() > LONGEST) {
            return null;
        }
        try {
            URI resolved = new URI(current).resolve(new URI(reference));
            boolean rtmp =
                    "rtmp".equalsIgnoreCase(resolved.getScheme()) || "rtmps".equalsIgnoreCase(resolved.getScheme());
            return rtmp && resolved.getHost() != null ? resolved.toString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
