package io.xiu.relay.link;

/**
 * Where another server listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the host is empty or the port out of its range
     */
    public Endpoint {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no host and port: " + host + ':' + port);
        }
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
