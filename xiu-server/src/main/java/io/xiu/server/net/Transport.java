package io.xiu.server.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.xiu.server.config.TransportConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops everything runs on, and the kind of channel that goes with them. */
public final class Transport {
    /** How long data may stay unacknowledged before a peer counts as vanished. */
    public static final Duration USER_TIMEOUT = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final int QUIET_MILLIS = 20;
    private static final int CLOSE_MILLIS = 2_000;

    private final Sockets sockets;
    private final Map<ChannelOption<?>, Object> connectionOptions;
    private final int threads;
    private final EventLoopGroup group;

    private Transport(Sockets sockets, int threads, Duration userTimeout) {
        this.sockets = sockets;
        this.threads = threads;
        this.connectionOptions = Map.copyOf(sockets.options((int) userTimeout.toMillis()));
        this.group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("xiu-loop"), sockets.handlers());
    }

    /**
     * Starts the loops and writes one line to the log: the transport, how many loops, and the socket options it lacks.
     * If what was asked for can't be had, a warning says why, and the next best is taken.
     *
     * @param userTimeout how long a connection may leave data unacknowledged, where the transport can tell
     */
    public static Transport open(TransportConfig config, Duration userTimeout) {
        int threads = config.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : config.eventLoops();
        Transport transport = new Transport(SocketsChoice.choose(config.kind()), threads, userTimeout);
        LOG.info(transport.toString());
        return transport;
    }

    /** The loops. */
    public EventLoopGroup group() {
        return group;
    }

    /** The channel of an outgoing connection. */
    public Class<? extends SocketChannel> channel() {
        return sockets.channel();
    }

    /** Closes every channel and ends the loops. */
    public Future<?> close() {
        // Without a quiet period a loop that is at work when it is told may end with its channels open.
        return group.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Such as {@code epoll, 2 event loops}. */
    @Override
    public String toString() {
        String loops = sockets.name() + ", " + threads + (threads == 1 ? " event loop" : " event loops");
        return sockets.missing().isEmpty() ? loops : loops + ", without " + String.join(", ", sockets.missing());
    }

    Class<? extends ServerSocketChannel> serverChannel() {
        return sockets.serverChannel();
    }

    Map<ChannelOption<?>, Object> connectionOptions() {
        return connectionOptions;
    }
}
