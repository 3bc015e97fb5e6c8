package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code [httpflv]}.
 *
 * @param enabled whether to listen
 * @param port 1 to 65,535
 * @param auth who is asked for a token
 */
public record HttpFlvConfig(
        boolean enabled, int port, @Nullable AuthConfig auth) {
    public static final int DEFAULT_PORT = 8081;

    /** Everything but the port on its default. */
    public static HttpFlvConfig onPort(int port) {
        return new HttpFlvConfig(true, port, null);
    }

    /** The section left out. */
    public static HttpFlvConfig disabled() {
        return new HttpFlvConfig(false, DEFAULT_PORT, null);
    }
}
