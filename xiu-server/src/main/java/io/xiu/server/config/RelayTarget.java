package io.xiu.server.config;

/**
 * Another node to push to or to pull from.
 *
 * @param address host name or IP address
 * @param port 1 to 65,535
 */
public record RelayTarget(String address, int port) {
    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}
