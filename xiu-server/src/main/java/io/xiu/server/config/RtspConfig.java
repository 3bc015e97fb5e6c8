package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code [rtsp]}.
 *
 * @param enabled whether it is asked for
 * @param port 1 to 65,535
 * @param relayEnabled whether sources may be pulled on request
 * @param auth who is asked for a token
 */
public record RtspConfig(
        boolean enabled,
        int port,
        boolean relayEnabled,
        @Nullable AuthConfig auth) {
    public static final int DEFAULT_PORT = 5544;

    /** The section left out. */
    public static RtspConfig disabled() {
        return new RtspConfig(false, DEFAULT_PORT, false, null);
    }
}
