package io.xiu.server.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.SocketOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/** The JDK's own sockets, which run anywhere. */
final class NioSockets implements Sockets {
    private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE = keepAlive();

    private final Set<SocketOption<?>> supported = supported();

    private static Map<SocketOption<Integer>, Integer> keepAlive() {
        Map<SocketOption<Integer>, Integer> times = new LinkedHashMap<>();
        times.put(ExtendedSocketOptions.TCP_KEEPIDLE, TcpOptions.KEEP_IDLE_SECONDS);
        times.put(ExtendedSocketOptions.TCP_KEEPINTERVAL, TcpOptions.KEEP_INTERVAL_SECONDS);
        times.put(ExtendedSocketOptions.TCP_KEEPCOUNT, TcpOptions.KEEP_PROBES);
        return times;
    }

    private static Set<SocketOption<?>> supported() {
        try (java.nio.channels.SocketChannel any = java.nio.channels.SocketChannel.open()) {
            return any.supportedOptions();
        } catch (IOException e) {
            return Set.of();
        }
    }

    @Override
    public String name() {
        return "NIO";
    }

    @Override
    public IoHandlerFactory handlers() {
        return NioIoHandler.newFactory();
    }

    @Override
    public Class<? extends ServerSocketChannel> serverChannel() {
        return NioServerSocketChannel.class;
    }

    @Override
    public Class<? extends SocketChannel> channel() {
        return NioSocketChannel.class;
    }

    @Override
    public Map<ChannelOption<?>, Object> options(int userTimeoutMillis) {
        Map<ChannelOption<?>, Object> options = TcpOptions.common();
        KEEP_ALIVE.forEach((option, value) -> {
            if (supported.contains(option)) {
                options.put(NioChannelOption.of(option), value);
            }
        });
        return options;
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>(List.of("TCP_NOTSENT_LOWAT", "TCP_USER_TIMEOUT"));
        KEEP_ALIVE.keySet().stream()
                .filter(option -> !supported.contains(option))
                .map(SocketOption::name)
                .forEach(missing::add);
        return missing;
    }
}
