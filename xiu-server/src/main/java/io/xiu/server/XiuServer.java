package io.xiu.server;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Loop;
import io.xiu.relay.link.LinkLog;
import io.xiu.relay.link.LinkNetwork;
import io.xiu.relay.link.LinkSettings;
import io.xiu.relay.link.Loops;
import io.xiu.relay.link.NodeId;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.config.HttpApiConfig;
import io.xiu.server.config.RtmpConfig;
import io.xiu.server.config.ServerConfig;
import io.xiu.server.hls.HlsRoute;
import io.xiu.server.hls.HlsService;
import io.xiu.server.http.HttpLimits;
import io.xiu.server.http.HttpPort;
import io.xiu.server.http.HttpRoute;
import io.xiu.server.http.HttpServer;
import io.xiu.server.live.LiveRoute;
import io.xiu.server.memory.DirectMemory;
import io.xiu.server.memory.MemoryUsage;
import io.xiu.server.memory.MemoryWatchdog;
import io.xiu.server.metrics.LinkCounts;
import io.xiu.server.net.Listener;
import io.xiu.server.net.PortException;
import io.xiu.server.net.Transport;
import io.xiu.server.rtmp.RtmpService;
import io.xiu.server.statistics.StreamMonitors;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
    private static final Logger LOG = LoggerFactory.getLogger(XiuServer.class);
    private static final String HLS = "HLS";
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration STALL_MARGIN = Duration.ofSeconds(5);
    private static final long HLS_FAREWELL_MILLIS = 6_000;
    private static final long FLUSH_MILLIS = 300;
    private static final long POLL_MILLIS = 50;
    private static final Duration MEMORY_CHECKS = Duration.ofMillis(200);

    private final Transport transport;
    private final InstantSource clock;
    private final Hub hub;
    private final Loops loops = new Loops();
    private final SessionIds ids = new SessionIds();
    private final NodeId node = NodeId.random(new SecureRandom());
    private final StreamMonitors monitors = new StreamMonitors();
    private final LinkCounts links = new LinkCounts(new LinkLog());
    private final MemoryWatchdog watchdog;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable HlsService hls;

    private XiuServer(ServerConfig config, InstantSource clock, Function<LongSupplier, MemoryUsage> memory) {
        this.clock = clock;
        this.hub = new Hub(RelaySetup.settings(config), ByteBufAllocator.DEFAULT);
        this.watchdog = new MemoryWatchdog(
                memory.apply(this::heldBytes), config.delivery().memoryPercent(), hub);
        this.transport = transport(config);
    }

    /**
     * Opens every port and returns when they are open.
     *
     * @throws PortException if a port that the configuration names can't be had; nothing is left open then
     */
    public static XiuServer start(ServerConfig config) throws PortException {
        return start(config, InstantSource.system(), DirectMemory::new);
    }

    /**
     * Opens every port and returns when they are open.
     *
     * @param clock for the date and time of HLS segments
     * @param memory makes the usage that the memory's watchdog goes by, of the server's own count of what it holds
     * @throws PortException if a port that the configuration names can't be had; nothing is left open then
     */
    public static XiuServer start(ServerConfig config, InstantSource clock, Function<LongSupplier, MemoryUsage> memory)
            throws PortException {
        XiuServer server = new XiuServer(config, clock, memory);
        try {
            server.open(config);
            return server;
        } catch (PortException | RuntimeException e) {
            server.close().awaitUninterruptibly(FAREWELL.toMillis());
            throw e;
        }
    }

    /** The kernel must not give up a viewer that stands still before the stall limit does. */
    private static Transport transport(ServerConfig config) {
        Duration stall = Duration.ofSeconds(config.delivery().stallSeconds()).plus(STALL_MARGIN);
        Duration timeout = stall.compareTo(Transport.USER_TIMEOUT) > 0 ? stall : Transport.USER_TIMEOUT;
        return Transport.open(config.transport(), timeout);
    }

    /** RTMP comes last: streams may arrive as soon as it listens, and every way to watch them is open then. */
    private void open(ServerConfig config) throws PortException {
        hub.listen(monitors);
        every(Duration.ofSeconds(StreamMonitors.INTERVAL_SECONDS), new Chore("taking rates", monitors::sample));
        every(
                Duration.ofSeconds(HeapKeeper.INTERVAL_SECONDS),
                new Chore("keeping the heap small", new HeapKeeper(hub::delivery)));
        every(MEMORY_CHECKS, watchdog::check);
        List<HttpPort> ports = new ArrayList<>();
        if (config.httpFlv().enabled()) {
            ports.add(new HttpPort(
                    "HTTP-FLV", config.httpFlv().port(), List.of(new LiveRoute(hub, loops, ids, watchdog))));
        }
        if (config.hls().enabled()) {
            ports.add(new HttpPort(HLS, config.hls().port(), List.of(openHls(config.hls()))));
        }
        if (config.rtmp().enabled()) {
            relay(config.rtmp());
        }
        listenHttp(ports, config.httpApi());
        if (config.rtmp().enabled()) {
            listenRtmp(config.rtmp().port());
        }
    }

    private void every(Duration interval, Runnable task) {
        transport.group().scheduleAtFixedRate(task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpRoute openHls(HlsConfig config) {
        Loop loop = loops.of(transport.group().next());
        HlsService service = new HlsService(hub, config, loop, ByteBufAllocator.DEFAULT, clock);
        service.start();
        hls = service;
        return new HlsRoute(service, loops::of, watchdog::admitsViewer);
    }

    private void relay(RtmpConfig config) {
        LinkNetwork network =
                new LinkNetwork(transport.group(), transport.channel(), loops, node, LinkSettings.DEFAULT, links);
        RelaySetup.connect(hub, network, config);
    }

    private void listenRtmp(int port) throws PortException {
        RtmpService service = new RtmpService(hub, loops, ids, node, watchdog);
        listeners.add(Listener.open(transport, "RTMP", port, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(service.handler(channel));
            }
        }));
    }

    /** Opens the ports; a taken one that nobody named is done without. */
    private void listenHttp(List<HttpPort> ports, HttpApiConfig api) throws PortException {
        HttpServer http = new HttpServer(transport, HttpLimits.DEFAULT);
        HttpPort statusPort = new HttpPort(
                "HTTP API", api.port(), new StatusRoutes(listeners, () -> hls).routes(monitors, hub, links, watchdog));
        boolean shared = ports.stream().anyMatch(port -> port.port() == api.port());
        List<HttpPort> needed = new ArrayList<>(ports);
        if (api.named() || shared) {
            needed.add(statusPort);
        }
        for (HttpPort port : HttpPort.merge(needed)) {
            listeners.add(http.listen(port));
        }
        if (!needed.contains(statusPort)) {
            try {
                listeners.add(http.listen(statusPort));
            } catch (PortException e) {
                LOG.warn("{}, so it is left out", e.getMessage());
            }
        }
    }

    private long heldBytes() {
        HlsService service = hls;
        return hub.heldBytes() + (service == null ? 0 : service.heldBytes());
    }

    /** The port of the listener of this name, such as {@code RTMP}. */
    public int port(String name) {
        return listeners.stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow()
                .port();
    }

    /**
     * Ends every live stream as its publisher's end would, lets the viewers have the rest, and closes everything. HLS
     * players learn of an end when they fetch their playlist again: if there are any, that port stays for a while.
     */
    public CompletionStage<?> stop() {
        HlsService segments = hls;
        boolean hlsWatched = segments != null && segments.isWatched();
        listeners.stream()
                .filter(listener -> !(hlsWatched && listener.name().contains(HLS)))
                .forEach(Listener::close);
        List<LiveStream> streams = List.copyOf(hub.streams());
        hub.endAll();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        if (hlsWatched) {
            closeIn(HLS_FAREWELL_MILLIS, stopped);
        } else {
            closeWhenDelivered(streams, System.nanoTime() + FAREWELL.toNanos(), stopped);
        }
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
        closeIn(FLUSH_MILLIS, stopped);
    }

    private void closeIn(long millis, CompletableFuture<Void> stopped) {
        transport
                .group()
                .schedule(() -> close().addListener(closed -> stopped.complete(null)), millis, TimeUnit.MILLISECONDS);
    }

    /** Closes everything at once. */
    private Future<?> close() {
        HlsService service = hls;
        if (service != null) {
            service.close();
        }
        return transport.close();
    }
}
