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
import io.xiu.server.config.DeliveryConfig;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.config.HttpFlvConfig;
import io.xiu.server.config.LogConfig;
import io.xiu.server.config.RtmpConfig;
import io.xiu.server.config.ServerConfig;
import io.xiu.server.config.TransportConfig;
import io.xiu.server.memory.DirectMemory;
import io.xiu.server.memory.MemoryUsage;
import io.xiu.server.net.PortException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * A whole server on free ports, everything HTTP on one of them. Closing it fails if the server logged a defect. Registered
 * as an extension it serves a whole class.
 */
final class TestServer implements AutoCloseable, AfterAllCallback {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.xiu");

    private final EventLoopGroup clients = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final XiuServer server;

    private TestServer(ServerConfig config, InstantSource clock, Function<LongSupplier, MemoryUsage> memory) {
        log.start();
        LOGGER.setLevel(Level.INFO);
        LOGGER.setAdditive(false);
        LOGGER.addAppender(log);
        try {
            server = XiuServer.start(config, clock, memory);
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }

    private static TestServer start(ServerConfig config) {
        return new TestServer(config, InstantSource.system(), DirectMemory::new);
    }

    static TestServer start() {
        return withHold(RtmpConfig.DEFAULT_HOLD_SECONDS);
    }

    static TestServer withHold(int seconds) {
        return start(config(seconds, HlsConfig.Format.AUTO));
    }

    /** With HLS segments of this format, and streams that are held for a second. */
    static TestServer withFormat(HlsConfig.Format format) {
        return start(config(1, format));
    }

    /** With a clock for the dates of segments. */
    static TestServer withClock(InstantSource clock) {
        return new TestServer(config(RtmpConfig.DEFAULT_HOLD_SECONDS, HlsConfig.Format.AUTO), clock, DirectMemory::new);
    }

    /** With two loops on a transport, or on the next best. */
    static TestServer on(TransportConfig.Kind kind) {
        return start(config(RtmpConfig.DEFAULT_HOLD_SECONDS, HlsConfig.Format.AUTO)
                .withTransport(new TransportConfig(kind, 2)));
    }

    /** With a usage of memory that the test makes up. */
    static TestServer withMemory(MemoryUsage usage) {
        return new TestServer(
                config(RtmpConfig.DEFAULT_HOLD_SECONDS, HlsConfig.Format.AUTO), InstantSource.system(), held -> usage);
    }

    /** With limits on viewers, on a transport or the next best; streams end with their publishers. */
    static TestServer withDelivery(DeliveryConfig delivery, TransportConfig.Kind kind) {
        return start(
                config(0, HlsConfig.Format.AUTO).withDelivery(delivery).withTransport(new TransportConfig(kind, 2)));
    }

    /** Every port is any that is free, so all of HTTP is on the same. */
    private static ServerConfig config(int holdSeconds, HlsConfig.Format format) {
        RtmpConfig rtmp = new RtmpConfig(
                true,
                0,
                RtmpConfig.DEFAULT_GOP_NUM,
                RtmpConfig.DEFAULT_GOP_MAX_FRAMES,
                holdSeconds,
                null,
                List.of(),
                null);
        HlsConfig hls = HlsConfig.onPort(0).withFormat(format);
        return ServerConfig.of(rtmp, HttpFlvConfig.onPort(0), hls, LogConfig.defaults())
                .withHttpApi(0);
    }

    int rtmpPort() {
        return server.port("RTMP");
    }

    int httpPort() {
        return server.port(httpName());
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
        return FlvPeer.get(httpPort(), "/" + key + ".flv");
    }

    WebSocketPeer webSocket(String key) {
        return WebSocketPeer.open(httpPort(), "/" + key + ".flv");
    }

    HlsPeer hls(String key) {
        return new HlsPeer(httpPort(), key);
    }

    /** What the server has logged. */
    List<String> log() {
        synchronized (log) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
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
