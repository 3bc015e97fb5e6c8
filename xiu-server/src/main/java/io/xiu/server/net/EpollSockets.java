package io.xiu.server.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Linux's epoll. */
final class EpollSockets implements Sockets {
    /** What keeps it from being used here; null if nothing does. */
    static @Nullable Throwable obstacle() {
        return Epoll.unavailabilityCause();
    }

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public IoHandlerFactory handlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public Class<? extends ServerSocketChannel> serverChannel() {
        return EpollServerSocketChannel.class;
    }

    @Override
    public Class<? extends SocketChannel> channel() {
        return EpollSocketChannel.class;
    }

    @Override
    public Map<ChannelOption<?>, Object> options(int userTimeoutMillis) {
        Map<ChannelOption<?>, Object> options = TcpOptions.common();
        options.put(EpollChannelOption.TCP_USER_TIMEOUT, userTimeoutMillis);
        options.put(EpollChannelOption.TCP_NOTSENT_LOWAT, TcpOptions.UNSENT_BYTES);
        options.put(EpollChannelOption.TCP_KEEPIDLE, TcpOptions.KEEP_IDLE_SECONDS);
        options.put(EpollChannelOption.TCP_KEEPINTVL, TcpOptions.KEEP_INTERVAL_SECONDS);
        options.put(EpollChannelOption.TCP_KEEPCNT, TcpOptions.KEEP_PROBES);
        return options;
    }

    @Override
    public List<String> missing() {
        return List.of();
    }
}
