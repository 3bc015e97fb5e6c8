package io.xiu.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Socket addresses as logs and statistics show them. */
public final class Addresses {
    private Addresses() {}

    /** {@code address:port}, an IPv6 address in brackets and without its zone; empty if the channel has none any more. */
    public static String text(@Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return "";
        }
        InetAddress host = inet.getAddress();
        if (host == null) {
            return inet.getHostString() + ":" + inet.getPort();
        }
        String text = host.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return (host instanceof Inet6Address ? "[" + plain + "]" : plain) + ":" + inet.getPort();
    }
}
