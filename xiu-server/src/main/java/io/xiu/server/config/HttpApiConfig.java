package io.xiu.server.config;

/**
 * The section {@code [httpapi]}. The interface can't be switched off.
 *
 * @param port 1 to 65,535
 * @param named whether the configuration names the port, so that a taken one ends the start
 */
public record HttpApiConfig(int port, boolean named) {
    public static final int DEFAULT_PORT = 8000;

    /** The section left out. */
    public static HttpApiConfig unnamed() {
        return new HttpApiConfig(DEFAULT_PORT, false);
    }
}
