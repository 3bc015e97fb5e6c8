package io.xiu.server;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.link.Loops;
import io.xiu.relay.link.RelayPath;
import io.xiu.server.config.RtmpConfig;
import io.xiu.server.config.ServerConfig;
import io.xiu.server.flv.FlvRoute;
import io.xiu.server.http.HttpLimits;
import io.xiu.server.http.HttpPort;
import io.xiu.server.http.HttpServer;
import io.xiu.server.net.Listener;
import io.xiu.server.net.PortException;
import io.xiu.server.net.Transport;
import io.xiu.server.rtmp.RtmpService;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node: a hub of live streams, the ports that lead to it and the relays to other nodes.
 *
 * <pre>{@code
 * XiuServer server = XiuServer.start(ServerConfig.defaults());
 * server.stop().toCompletableFuture().join();
 * }</pre>
 */
public final class XiuServer {
    private static final Logger log = LoggerFactory.getLogger(XiuServer.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final long FLUSH_MILLIS = 300;
    private static final long POLL_MILLIS = 50;

    private final Transport transport;
    private final Hub hub;
    private final Loops loops = new Loops();
    private final SessionIds ids = new SessionIds();
    private final String node = RelayPath.newId(new SecureRandom());
    private final List<Listener> listeners = new ArrayList<>();

    private XiuServer(Transport transport, RtmpConfig rtmp) {
        this.transport = transport;
        this.hub = new Hub(
                RelaySettings.DEFAULT.withGopNumber(rtmp.gopNum()).withHold(Duration.ofSeconds(rtmp.holdSeconds())),
                ByteBufAllocator.DEFAULT);
    }

    /**
     * Opens every port and returns when they are open.
     *
     * @throws PortException if a port that the configuration names can't be had; nothing is left open then
     */
    public static XiuServer start(ServerConfig config) throws PortException {
        XiuServer server = new XiuServer(Transport.open(), config.rtmp());
        try {
            server.open(config);
        } catch (PortException e) {
            server.transport.close();
            throw e;
        }
        return server;
    }

    private void open(ServerConfig config) throws PortException {
        if (config.rtmp().enabled()) {
            listenRtmp(config.rtmp());
        }
        List<HttpPort> ports = new ArrayList<>();
        if (config.httpFlv().enabled()) {
            ports.add(new HttpPort("HTTP-FLV", config.httpFlv().port(), List.of(new FlvRoute(hub, loops, ids))));
        }
        HttpServer http = new HttpServer(transport, HttpLimits.DEFAULT);
        for (HttpPort port : HttpPort.merge(ports)) {
            listeners.add(http.listen(port));
        }
    }

    private void listenRtmp(RtmpConfig config) throws PortException {
        RtmpService service = new RtmpService(hub, loops, ids, node);
        listeners.add(Listener.open(transport, "RTMP", config.port(), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(service.handler(channel));
            }
        }));
    }

    /** The port of the listener of this name, such as {@code RTMP}. */
    public int port(String name) {
        return listeners.stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow()
                .port();
    }

    /** Ends every live stream as its publisher's end would, lets the viewers have the rest, and closes everything. */
    public CompletionStage<?> stop() {
        listeners.forEach(Listener::close);
        List<LiveStream> streams = List.copyOf(hub.streams());
        hub.endAll();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        closeWhenDelivered(streams, System.nanoTime() + FAREWELL.toNanos(), stopped);
        return stopped;
    }

    private void closeWhenDelivered(List<LiveStream> streams, long deadline, CompletableFuture<Void> stopped) {
        boolean watched = streams.stream().anyMatch(stream -> !stream.viewers().isEmpty());
        if (watched && System.nanoTime() < deadline) {
            transport
                    .group()
                    .schedule(() -> closeWhenDelivered(streams, deadline, stopped), POLL_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        log.info("closing {} streams", streams.size());
        transport
                .group()
                .schedule(
                        () -> transport.close().addListener(closed -> stopped.complete(null)),
                        FLUSH_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
