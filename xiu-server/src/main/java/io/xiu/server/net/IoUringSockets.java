package io.xiu.server.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Linux's io_uring. */
final class IoUringSockets implements Sockets {
    /** What keeps it from being used here; null if nothing does. */
    static @Nullable Throwable obstacle() {
        return IoUring.unavailabilityCause();
    }

    @Override
    public String name() {
        return "io_uring";
    }

    @Override
    public IoHandlerFactory handlers() {
        return IoUringIoHandler.newFactory();
    }

    @Override
    public Class<? extends ServerSocketChannel> serverChannel() {
        return IoUringServerSocketChannel.class;
    }

    @Override
    public Class<? extends SocketChannel> channel() {
        return IoUringSocketChannel.class;
    }

    @Override
    public Map<ChannelOption<?>, Object> options(int userTimeoutMillis) {
        Map<ChannelOption<?>, Object> options = TcpOptions.common();
        options.put(IoUringChannelOption.TCP_USER_TIMEOUT, userTimeoutMillis);
        options.put(IoUringChannelOption.TCP_NOTSENT_LOWAT, TcpOptions.UNSENT_BYTES);
        options.put(IoUringChannelOption.TCP_KEEPIDLE, TcpOptions.KEEP_IDLE_SECONDS);
        options.put(IoUringChannelOption.TCP_KEEPINTVL, TcpOptions.KEEP_INTERVAL_SECONDS);
        options.put(IoUringChannelOption.TCP_KEEPCNT, TcpOptions.KEEP_PROBES);
        return options;
    }

    @Override
    public List<String> missing() {
        return List.of();
    }
}
