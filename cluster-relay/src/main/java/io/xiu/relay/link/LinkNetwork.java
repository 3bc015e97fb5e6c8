package io.xiu.relay.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.xiu.relay.Loop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How links reach other servers: event loops, sockets, and what this process is called.
 *
 * <p>Immutable, and free for use by any thread.
 */
public final class LinkNetwork {
    /** What Netty's transports that have the option {@code TCP_USER_TIMEOUT} begin their classes' names with. */
    private static final List<String> NATIVE =
            List.of("io.netty.channel.epoll.Epoll", "io.netty.channel.uring.IoUring");

    private final EventLoopGroup group;
    private final Class<? extends Channel> channelType;
    private final Loops loops;
    private final NodeId own;
    private final LinkSettings settings;
    private final LinkListener listener;
    private final Lookups lookups;

    /**
     * Makes the network of a process.
     *
     * @param group whose loops carry the links
     * @param channelType a socket channel that fits the group
     * @param loops the same that the hub's other users have their loops from
     * @param own the id of this process
     * @param settings how patient links are
     * @param listener learns how they fare
     */
    public LinkNetwork(
            EventLoopGroup group,
            Class<? extends Channel> channelType,
            Loops loops,
            NodeId own,
            LinkSettings settings,
            LinkListener listener) {
        this(group, channelType, loops, own, settings, listener, new Lookups());
    }

    LinkNetwork(
            EventLoopGroup group,
            Class<? extends Channel> channelType,
            Loops loops,
            NodeId own,
            LinkSettings settings,
            LinkListener listener,
            Lookups lookups) {
        this.group = group;
        this.channelType = channelType;
        this.loops = loops;
        this.own = own;
        this.settings = settings;
        this.listener = listener;
        this.lookups = lookups;
    }

    /** The id of this process. */
    public NodeId own() {
        return own;
    }

    LinkSettings settings() {
        return settings;
    }

    LinkListener listener() {
        return listener;
    }

    EventLoop nextEventLoop() {
        return group.next();
    }

    Loop loop(EventLoop eventLoop) {
        return loops.of(eventLoop);
    }

    /** Finds an address of a server, another one with each turn if it has several; fails if that takes too long. */
    CompletableFuture<InetSocketAddress> lookUp(Endpoint server, int turn) {
        return lookups.find(server, turn, settings.connectTimeout());
    }

    ChannelFuture connect(EventLoop eventLoop, InetSocketAddress address, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(channelType)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handler);
                    }
                });
        NATIVE.stream()
                .filter(channelType.getName()::startsWith)
                .forEach(transport -> bootstrap.option(
                        ChannelOption.<Integer>valueOf(transport + "ChannelOption#TCP_USER_TIMEOUT"),
                        (int) settings.silence().toMillis()));
        return bootstrap.connect(address);
    }
}
