package io.xiu.rtmp.netty;

import io.xiu.rtmp.session.StreamName;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a stream is: {@code rtmp[s]://host[:port]/app/name[?query]}, with escapes of bytes ({@code %20}) in what is before
 * the query. What is before the last slash is the application.
 *
 * @param tls whether the scheme is {@code rtmps}
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65,535; 1935, or 443 with TLS, unless the URL has one
 * @param app the application
 * @param stream the stream's name, with the URL's query
 */
public record RtmpUrl(boolean tls, String host, int port, String app, StreamName stream) {
    private static final int PORT = 1935;
    private static final int TLS_PORT = 443;
    private static final int LAST_PORT = 65_535;

    /** @throws IllegalArgumentException if the port is none */
    public RtmpUrl {
        if (!isPort(port)) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it isn't of this form, or has a user or a fragment; the message doesn't repeat
     *     the query
     */
    public static RtmpUrl parse(String text) {
        StreamName parts = StreamName.of(text);
        URI uri = uri(parts.name());
        boolean tls = "rtmps".equalsIgnoreCase(uri.getScheme());
        boolean rtmp = tls || "rtmp".equalsIgnoreCase(uri.getScheme());
        String path = uri.getPath() == null ? "" : uri.getPath();
        int slash = path.lastIndexOf('/');
        boolean named = slash >= 2 && slash < path.length() - 1;
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS_PORT : PORT;
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not rtmp://host/app/name, but with a user");
        }
        if (!rtmp || uri.getHost() == null || !named || !isPort(port) || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("not rtmp://host/app/name: " + parts.name());
        }
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        StreamName stream = new StreamName(path.substring(slash + 1), parts.query());
        return new RtmpUrl(tls, host, port, path.substring(1, slash), stream);
    }

    /** The URL of the application, as connect gives it. */
    public String tcUrl() {
        String authority = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return (tls ? "rtmps://" : "rtmp://") + authority + ':' + port + '/' + app;
    }

    /** The URL without its query. */
    @Override
    public String toString() {
        return tcUrl() + '/' + stream;
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= LAST_PORT;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + text, e);
        }
    }
}
