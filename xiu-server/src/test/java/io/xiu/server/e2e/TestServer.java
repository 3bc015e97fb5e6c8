package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.xiu.server.XiuServer;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.config.HttpFlvConfig;
import io.xiu.server.config.LogConfig;
import io.xiu.server.config.RtmpConfig;
import io.xiu.server.config.ServerConfig;
import io.xiu.server.config.TransportConfig;
import io.xiu.server.memory.DirectMemory;
import io.xiu.server.memory.MemoryUsage;
import io.xiu.server.net.PortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/** A whole server on free ports, everything HTTP on one of them. Closing it fails if the server logged a defect. */
final class TestServer implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.xiu");

    private final EventLoopGroup clients = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final XiuServer server;
    private final int httpPort;

    private TestServer(
            int holdSeconds,
            HlsConfig.Format format,
            TransportConfig transport,
            InstantSource clock,
            Function<LongSupplier, MemoryUsage> memory)
            throws PortException {
        log.start();
        LOGGER.setLevel(Level.INFO);
        LOGGER.setAdditive(false);
        LOGGER.addAppender(log);
        int port = freePort();
        server = XiuServer.start(config(holdSeconds, port, format).withTransport(transport), clock, memory);
        httpPort = port;
    }

    static TestServer start() {
        return withHold(RtmpConfig.DEFAULT_HOLD_SECONDS);
    }

    static TestServer withHold(int seconds) {
        return start(seconds, TransportConfig.defaults(), InstantSource.system(), DirectMemory::new);
    }

    /** With HLS segments of this format, and streams that are held for a second. */
    static TestServer withFormat(HlsConfig.Format format) {
        return start(1, format, TransportConfig.defaults(), InstantSource.system(), DirectMemory::new);
    }

    /** With a clock for the dates of segments. */
    static TestServer withClock(InstantSource clock) {
        return start(RtmpConfig.DEFAULT_HOLD_SECONDS, TransportConfig.defaults(), clock, DirectMemory::new);
    }

    /** With two loops on a transport, or on the next best. */
    static TestServer on(TransportConfig.Kind kind) {
        return start(
                RtmpConfig.DEFAULT_HOLD_SECONDS,
                new TransportConfig(kind, 2),
                InstantSource.system(),
                DirectMemory::new);
    }

    /** With a usage of memory that the test makes up. */
    static TestServer withMemory(MemoryUsage usage) {
        return start(
                RtmpConfig.DEFAULT_HOLD_SECONDS, TransportConfig.defaults(), InstantSource.system(), held -> usage);
    }

    private static TestServer start(
            int seconds, TransportConfig transport, InstantSource clock, Function<LongSupplier, MemoryUsage> memory) {
        return start(seconds, HlsConfig.Format.AUTO, transport, clock, memory);
    }

    private static TestServer start(
            int seconds,
            HlsConfig.Format format,
            TransportConfig transport,
            InstantSource clock,
            Function<LongSupplier, MemoryUsage> memory) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new TestServer(seconds, format, transport, clock, memory);
            } catch (PortException e) {
                if (attempt == ATTEMPTS) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private static ServerConfig config(int holdSeconds, int httpPort, HlsConfig.Format format) {
        RtmpConfig rtmp = new RtmpConfig(
                true,
                0,
                RtmpConfig.DEFAULT_GOP_NUM,
                RtmpConfig.DEFAULT_GOP_MAX_FRAMES,
                holdSeconds,
                null,
                List.of(),
                null);
        HlsConfig hls = HlsConfig.onPort(httpPort).withFormat(format);
        return ServerConfig.of(rtmp, HttpFlvConfig.onPort(httpPort), hls, LogConfig.defaults())
                .withHttpApi(httpPort);
    }

    /** A port that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int rtmpPort() {
        return server.port("RTMP");
    }

    int httpPort() {
        return httpPort;
    }

    /** What the server calls the port of everything HTTP. */
    String httpName() {
        return "HTTP-FLV, HLS, HTTP API";
    }

    /** The RTMP address of {@code app/name}. */
    String url(String key) {
        return "rtmp://localhost:" + rtmpPort() + "/" + key;
    }

    RtmpPeer publish(String key) {
        return RtmpPeer.publish(clients, url(key));
    }

    RtmpPeer play(String key) {
        return RtmpPeer.play(clients, url(key));
    }

    FlvPeer flv(String key) {
        return FlvPeer.get(httpPort, "/" + key + ".flv");
    }

    WebSocketPeer webSocket(String key) {
        return WebSocketPeer.open(httpPort, "/" + key + ".flv");
    }

    HlsPeer hls(String key) {
        return new HlsPeer(httpPort, key);
    }

    /** What the server has logged. */
    List<String> log() {
        synchronized (log) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    @Override
    public void close() {
        server.stop().toCompletableFuture().join();
        clients.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        LOGGER.detachAppender(log);
        LOGGER.setAdditive(true);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .isEmpty();
    }
}
