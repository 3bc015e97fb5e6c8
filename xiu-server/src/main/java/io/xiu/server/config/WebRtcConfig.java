package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code [webrtc]}.
 *
 * @param enabled whether it is asked for
 * @param port 1 to 65,535
 * @param auth who is asked for a token
 */
public record WebRtcConfig(
        boolean enabled, int port, @Nullable AuthConfig auth) {
    public static final int DEFAULT_PORT = 8900;

    /** The section left out. */
    public static WebRtcConfig disabled() {
        return new WebRtcConfig(false, DEFAULT_PORT, null);
    }
}
