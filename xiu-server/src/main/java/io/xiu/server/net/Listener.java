package io.xiu.server.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.unix.Errors;
import io.netty.util.NetUtil;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket, on every address the machine has, of both families where there are two. */
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1_024;

    /**
     * Connections accepted in each turn of a loop. An idle loop turns thousands of times a second; one that is full turns
     * seldom, so that in a rush who comes waits rather than who watches.
     */
    private static final int ACCEPTED_EACH_TURN = 1;

    private static final int EADDRINUSE = 98;
    private static final int EACCES = 13;

    private final String name;
    private final ConnectionCount count;
    private final Channel channel;

    private Listener(String name, ConnectionCount count, Channel channel) {
        this.name = name;
        this.count = count;
        this.channel = channel;
    }

    /**
     * Opens a port and blocks until it is open; writes one line to the log.
     *
     * @param name what the port is for, as a person calls it
     * @param port 0 takes any that is free
     * @param initializer given every new connection's channel; sharable
     * @throws PortException if it can't be had
     */
    public static Listener open(Transport transport, String name, int port, ChannelHandler initializer)
            throws PortException {
        ConnectionCount count = new ConnectionCount();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(transport.group())
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTED_EACH_TURN))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel listening) {
                        listening.pipeline().addLast(count, new AcceptPause(name));
                    }
                })
                .childHandler(initializer);
        transport.connectionOptions().forEach((option, value) -> set(bootstrap, option, value));
        ChannelFuture bound = bind(bootstrap, port);
        Throwable cause = bound.cause();
        if (cause != null) {
            throw new PortException(name, port, reason(cause), cause);
        }
        Listener listener = new Listener(name, count, bound.channel());
        LOG.info("{} listens on port {}", name, listener.port());
        return listener;
    }

    /** The port, also if any was asked for. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** What it is for. */
    public String name() {
        return name;
    }

    /** Connections accepted so far. */
    public long accepted() {
        return count.accepted();
    }

    /** Connections that are open. */
    public long connections() {
        return count.open();
    }

    /** Accepts nobody any more. Connections stay. */
    public ChannelFuture close() {
        return channel.close();
    }

    private static ChannelFuture bind(ServerBootstrap bootstrap, int port) {
        if (hasIpv6()) {
            ChannelFuture both = bootstrap.bind("::", port).awaitUninterruptibly();
            Throwable cause = both.cause();
            if (cause == null || reason(cause) != PortException.Reason.OTHER) {
                return both;
            }
        }
        return bootstrap.bind("0.0.0.0", port).awaitUninterruptibly();
    }

    private static boolean hasIpv6() {
        return !NetUtil.isIpV4StackPreferred()
                && NetUtil.NETWORK_INTERFACES.stream()
                        .flatMap(card -> card.inetAddresses())
                        .anyMatch(Inet6Address.class::isInstance);
    }

    static PortException.Reason reason(Throwable cause) {
        int number = cause instanceof Errors.NativeIoException error ? -error.expectedErr() : 0;
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (number == EADDRINUSE || (cause instanceof BindException && message.contains("in use"))) {
            return PortException.Reason.TAKEN;
        }
        return number == EACCES || message.contains("permission denied")
                ? PortException.Reason.DENIED
                : PortException.Reason.OTHER;
    }

    @SuppressWarnings("unchecked") // the map's values are of their options' types
    private static <T> void set(ServerBootstrap bootstrap, ChannelOption<T> option, Object value) {
        bootstrap.childOption(option, (T) value);
    }
}
