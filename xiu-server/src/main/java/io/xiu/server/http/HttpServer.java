package io.xiu.server.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.xiu.server.net.Listener;
import io.xiu.server.net.PortException;
import io.xiu.server.net.Transport;

/**
 * Serves HTTP on ports.
 *
 * <pre>{@code
 * HttpServer server = new HttpServer(transport, HttpLimits.DEFAULT);
 * for (HttpPort port : HttpPort.merge(ports)) {
 *     listeners.add(server.listen(port));
 * }
 * }</pre>
 */
public final class HttpServer {
    // Requests are small; what one read brings is all that can be parsed before reading stops.
    private static final int READ_BYTES = 4_096;

    private final Transport transport;
    private final HttpLimits limits;

    public HttpServer(Transport transport, HttpLimits limits) {
        this.transport = transport;
        this.limits = limits;
    }

    /**
     * Opens a port and blocks until it is open.
     *
     * @throws PortException if it can't be had
     */
    public Listener listen(HttpPort port) throws PortException {
        Router router = new Router(port.routes());
        return Listener.open(transport, port.name(), port.port(), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                channel.config()
                        .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, READ_BYTES / 4, READ_BYTES));
                HttpConnection.addTo(channel.pipeline(), router, limits);
            }
        });
    }
}
