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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * How links reach other servers: event loops, sockets, and what this process is called.
 *
 * <p>Names are looked up on threads of their own, since the JDK's look-up blocks for as long as the name servers do.
 * Immutable, and free for use by any thread.
 */
public final class LinkNetwork {
    private static final int LOOKUP_THREADS = 4;
    private static final long LOOKUP_THREAD_IDLE_SECONDS = 30;

    /** What Netty's transports that have the option {@code TCP_USER_TIMEOUT} begin their classes' names with. */
    private static final List<String> NATIVE =
            List.of("io.netty.channel.epoll.Epoll", "io.netty.channel.uring.IoUring");

    private final EventLoopGroup group;
    private final Class<? extends Channel> channelType;
    private final Loops loops;
    private final NodeId own;
    private final LinkSettings settings;
    private final LinkListener listener;
    private final ThreadPoolExecutor lookups;

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
        this.group = group;
        this.channelType = channelType;
        this.loops = loops;
        this.own = own;
        this.settings = settings;
        this.listener = listener;
        this.lookups = new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                LOOKUP_THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                LinkNetwork::lookupThread);
        lookups.allowCoreThreadTimeOut(true);
    }

    private static Thread lookupThread(Runnable work) {
        Thread thread = new Thread(work, "relay-lookup");
        thread.setDaemon(true);
        return thread;
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
        return CompletableFuture.supplyAsync(() -> address(server, turn), lookups)
                .orTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static InetSocketAddress address(Endpoint server, int turn) {
        try {
            InetAddress[] all = InetAddress.getAllByName(server.host());
            return new InetSocketAddress(all[Math.floorMod(turn, all.length)], server.port());
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
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
