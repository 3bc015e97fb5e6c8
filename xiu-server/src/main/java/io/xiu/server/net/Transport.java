package io.xiu.server.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loops everything runs on, one per core, and the kind of channel that goes with them: epoll where it is
 * available, else the JDK's.
 */
public final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final int USER_TIMEOUT_MILLIS = 20_000;
    private static final long UNSENT_BYTES = 131_072;
    private static final int KEEP_IDLE_SECONDS = 30;
    private static final int KEEP_INTERVAL_SECONDS = 10;
    private static final int KEEP_PROBES = 3;
    private static final int QUIET_MILLIS = 20;
    private static final int CLOSE_MILLIS = 2_000;

    private final boolean epoll;
    private final int threads;
    private final EventLoopGroup group;

    private Transport(boolean epoll, int threads) {
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.epoll = epoll;
        this.threads = threads;
        group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("xiu-loop"), handlers);
    }

    /** Starts as many loops as there are cores, on the best transport there is. */
    public static Transport open() {
        Transport transport =
                new Transport(Epoll.isAvailable(), Runtime.getRuntime().availableProcessors());
        LOG.info("{}, {} event loops", transport.epoll ? "epoll" : "NIO", transport.threads);
        return transport;
    }

    /** Starts loops on the JDK's own transport. */
    public static Transport openNio(int threads) {
        return new Transport(false, threads);
    }

    /** The loops. */
    public EventLoopGroup group() {
        return group;
    }

    /** How many loops there are. */
    public int threads() {
        return threads;
    }

    /** The channel of an outgoing connection. */
    public Class<? extends SocketChannel> channel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** A start for an outgoing connection: group, channel and options are set. */
    public Bootstrap client() {
        Bootstrap bootstrap = new Bootstrap().group(group).channel(channel());
        connectionOptions().forEach((option, value) -> set(bootstrap, option, value));
        return bootstrap;
    }

    /** Closes every channel and ends the loops. */
    public Future<?> close() {
        // Without a quiet period a loop that is at work when it is told may end with its channels open.
        return group.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    Class<? extends ServerSocketChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /**
     * Options of every connection. A peer that vanished is noticed after 20 s of silence on data it should have
     * acknowledged; no more than 128 KiB wait unsent in the kernel.
     */
    Map<ChannelOption<?>, Object> connectionOptions() {
        Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
        options.put(ChannelOption.TCP_NODELAY, true);
        options.put(ChannelOption.SO_KEEPALIVE, true);
        if (epoll) {
            options.put(EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS);
            options.put(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
            options.put(EpollChannelOption.TCP_KEEPIDLE, KEEP_IDLE_SECONDS);
            options.put(EpollChannelOption.TCP_KEEPINTVL, KEEP_INTERVAL_SECONDS);
            options.put(EpollChannelOption.TCP_KEEPCNT, KEEP_PROBES);
        }
        return options;
    }

    @SuppressWarnings("unchecked") // the map's values are of their options' types
    private static <T> void set(Bootstrap bootstrap, ChannelOption<T> option, Object value) {
        bootstrap.option(option, (T) value);
    }
}
