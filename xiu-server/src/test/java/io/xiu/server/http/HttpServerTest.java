package io.xiu.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.server.config.TransportConfig;
import io.xiu.server.net.Listener;
import io.xiu.server.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server on sockets. */
@Timeout(30)
final class HttpServerTest {
    private static final String END = " HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);

    private Transport transport;

    @BeforeEach
    void open() {
        transport = Transport.open(TransportConfig.defaults(), Transport.USER_TIMEOUT);
    }

    @AfterEach
    void close() {
        transport.close().syncUninterruptibly();
    }

    @Test
    void answersAClientThatHasClosedItsSide() throws Exception {
        try (Socket socket = connect(HttpLimits.DEFAULT, TestRoute.echo())) {
            send(socket, "GET /a" + END);
            socket.shutdownOutput();
            assertThat(readAll(socket)).startsWith("HTTP/1.1 200 OK").endsWith("/a\n");
        }
    }

    @Test
    void aDeferredAnswerMayComeFromAnyThread() throws Exception {
        var pool = Executors.newSingleThreadExecutor();
        TestRoute route = new TestRoute(
                "/", exchange -> pool.execute(() -> exchange.respond(HttpReply.text(HttpResponseStatus.OK, "later"))));
        try (Socket socket = connect(HttpLimits.DEFAULT, route)) {
            send(socket, "GET /a HTTP/1.0\r\n\r\n");
            assertThat(readAll(socket)).endsWith("later\n");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void tellsARouteThatItsClientVanished() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        TestRoute route = new TestRoute("/", exchange -> {
            exchange.onAbandoned(told::countDown);
            asked.countDown();
        });
        Socket socket = connect(HttpLimits.DEFAULT, route);
        send(socket, "GET /a" + END);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        socket.setSoLinger(true, 0);
        socket.close();
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theRefusalReachesAClientThatGoesOnSending() throws Exception {
        try (Socket socket = connect(HttpLimits.DEFAULT, TestRoute.echo())) {
            send(socket, "GET /" + "x".repeat(5_000) + END);
            send(socket, "x".repeat(50_000));
            socket.shutdownOutput();
            assertThat(readAll(socket)).startsWith("HTTP/1.1 414 ");
        }
    }

    @Test
    void aHeadThatNeverEndsIsRefusedInTime() throws Exception {
        // Long enough for the first line to come, whatever else the machine does.
        Duration request = Duration.ofSeconds(2);
        try (Socket socket = connect(limits(request, LONG, LONG), TestRoute.echo())) {
            send(socket, "GET / HTTP/1.1\r\n");
            assertThat(readAll(socket)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void aClientThatDoesNotReadItsAnswerIsDisconnected() throws Exception {
        ByteBuf large = Unpooled.wrappedBuffer(new byte[64 << 20]); // more than the sockets' buffers take
        Duration least = Duration.ofMillis(100).minusSeconds(large.readableBytes() / 16_384);
        TestRoute route =
                new TestRoute("/", exchange -> exchange.respond(HttpReply.of(HttpResponseStatus.OK, "a/b", large)));
        try (Socket socket = connect(limits(LONG, LONG, least), route)) {
            send(socket, "GET /a" + END);
            await().until(() -> large.refCnt() == 0);
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(64 << 20);
        }
    }

    @Test
    void aStreamIsToldThatItsViewerLeft() throws Exception {
        LinkedBlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
        TestRoute route =
                new TestRoute("/", exchange -> exchange.upgradeToStream(new DefaultHttpHeaders(), channels::add));
        Socket socket = connect(HttpLimits.DEFAULT, route);
        send(socket, "GET /a.flv" + END);
        Channel channel = Objects.requireNonNull(channels.poll(10, TimeUnit.SECONDS));
        socket.close();
        await().until(() -> !channel.isOpen());
    }

    @Test
    void aStreamGoesOutAsItIsWritten() throws Exception {
        LinkedBlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
        TestRoute route =
                new TestRoute("/", exchange -> exchange.upgradeToStream(new DefaultHttpHeaders(), channels::add));
        try (Socket socket = connect(limits(LONG, SHORT, SHORT), route)) {
            send(socket, "GET /a.flv" + END);
            Channel channel = Objects.requireNonNull(channels.poll(10, TimeUnit.SECONDS));
            for (int i = 0; i < 3; i++) {
                channel.writeAndFlush(Unpooled.copiedBuffer("tag" + i, StandardCharsets.US_ASCII));
            }
            await().pollDelay(Duration.ofMillis(600)).until(channel::isOpen);
            channel.close();
            String answer = readAll(socket);
            assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\ntag0tag1tag2");
        }
    }

    @Test
    void theSamePortIsSharedAndOthersAreSeparate() throws Exception {
        TestRoute flv =
                new TestRoute("/flv", exchange -> exchange.respond(HttpReply.text(HttpResponseStatus.OK, "flv")));
        TestRoute hls =
                new TestRoute("/hls", exchange -> exchange.respond(HttpReply.text(HttpResponseStatus.OK, "hls")));
        HttpServer server = new HttpServer(transport, HttpLimits.DEFAULT);
        List<HttpPort> shared =
                HttpPort.merge(List.of(new HttpPort("hls", 0, List.of(hls)), new HttpPort("httpflv", 0, List.of(flv))));
        assertThat(shared).hasSize(1);
        assertThat(shared.get(0).name()).isEqualTo("hls, httpflv");
        assertThat(HttpPort.merge(List.of(new HttpPort("a", 2, List.of()), new HttpPort("b", 1, List.of()))))
                .hasSize(2);
        int both = server.listen(shared.get(0)).port();
        int one = server.listen(new HttpPort("hls", 0, List.of(hls))).port();
        assertThat(get(both, "/flv")).endsWith("flv\n");
        assertThat(get(both, "/hls")).endsWith("hls\n");
        assertThat(get(one, "/hls")).endsWith("hls\n");
        assertThat(get(one, "/flv")).startsWith("HTTP/1.1 404 ");
    }

    private static HttpLimits limits(Duration request, Duration idle, Duration reply) {
        return new HttpLimits(4_096, 8_192, 64, 65_536, 16, request, idle, reply, 1_024);
    }

    private Socket connect(HttpLimits limits, HttpRoute... routes) throws Exception {
        Listener listener = new HttpServer(transport, limits).listen(new HttpPort("test", 0, List.of(routes)));
        return new Socket(InetAddress.getLoopbackAddress(), listener.port());
    }

    private static String get(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(socket, "GET " + path + " HTTP/1.0\r\n\r\n");
            return readAll(socket);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
