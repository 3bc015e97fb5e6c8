package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvHeader;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.http.ClientFrames;
import io.xiu.testing.Hex;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** FLV in WebSocket frames. */
@Timeout(60)
final class WebSocketOutputTest {
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int NORMAL = 1000;

    private static TestServer server;
    private static ControlStream control;

    @BeforeAll
    static void start() {
        server = TestServer.withHold(0);
        control = new ControlStream(server);
    }

    @AfterAll
    static void stop() throws Exception {
        control.close();
        server.close();
    }

    @Test
    void everyTagOfHttpFlvIsAMessage() throws Exception {
        Footage footage = Footage.both();
        RtmpPeer publisher = Streams.publish(server, "live/same", footage);
        try (FlvPeer flv = server.flv("live/same");
                WebSocketPeer webSocket = server.webSocket("live/same")) {
            assertThat(webSocket.header()).isEqualTo(new FlvHeader(true, true));
            Streams.awaitFirstGop(flv.recording());
            Streams.awaitFirstGop(webSocket.recording());
            publisher.send(footage.until(3 * Footage.GOP_MILLIS));
            publisher.unpublish();
            assertThat(webSocket.awaitClosed()).isEqualTo(NORMAL);
            flv.awaitEnd();
            assertThat(webSocket.recording().all()).isEqualTo(flv.recording().all());
            Continuity.check(webSocket.recording());
        }
        publisher.close();
    }

    @Test
    void aLargeFrameIsOneMessage() throws Exception {
        Footage footage = Footage.videoOnly();
        RtmpPeer publisher = Streams.publish(server, "live/large", footage);
        try (RawWebSocket client = new RawWebSocket(server.httpPort(), "/live/large.flv")) {
            ByteBuf body = Hex.bytes("27 01 000000").writeZero(100_000);
            publisher.send(List.of(new Footage.Message(MediaKind.VIDEO, Footage.GOP_MILLIS, body)));
            RawWebSocket.Frame frame = client.read();
            assertThat(frame.payload()).startsWith('F', 'L', 'V').hasSize(FlvHeader.BYTES);
            while (frame.payload().length < 100_000) {
                frame = client.read();
            }
            assertThat(frame.opcode()).isEqualTo(BINARY);
            assertThat(frame.payload()).hasSize(11 + 100_005 + 4);
        }
        publisher.close();
    }

    @Test
    void whatIsNotThereIs404BeforeTheUpgrade() {
        assertThatThrownBy(() -> server.webSocket("live/absent"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(e -> ((WebSocketHandshakeException) e).getResponse().statusCode())
                .isEqualTo(404);
    }

    @Test
    void transportStreamsComeOverHttpAlone() {
        assertThatThrownBy(() -> WebSocketPeer.open(server.httpPort(), "/live/control.ts"))
                .cause()
                .extracting(e -> ((WebSocketHandshakeException) e).getResponse().statusCode())
                .isEqualTo(400);
    }

    @Test
    void aViewerIsAnsweredPingsAndItsClose() {
        try (WebSocketPeer viewer = server.webSocket("live/control")) {
            Streams.awaitFirstGop(viewer.recording());
            assertThat(viewer.ping("still there?")).isEqualTo("still there?");
            viewer.sayClose(4_000);
            assertThat(viewer.awaitClosed()).isEqualTo(4_000);
            awaitLogged("stop live/control");
        }
    }

    private static void awaitLogged(String text) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.log()).anyMatch(line -> line.contains(text)));
    }

    @Test
    void pongsStandBetweenWholeFrames() throws Exception {
        try (RawWebSocket client = new RawWebSocket(server.httpPort(), "/live/control.flv")) {
            for (int i = 1; i <= 10; i++) {
                client.send(ClientFrames.frame(PING, (byte) i));
                RawWebSocket.Frame frame = client.read();
                while (frame.opcode() == BINARY) {
                    frame = client.read();
                }
                assertThat(frame.opcode()).isEqualTo(PONG);
                assertThat(frame.payload()).containsExactly(i);
            }
        }
        control.awaitNext();
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                Arguments.of("not masked", 1002, ClientFrames.frame(0x89, 1, new byte[1])),
                Arguments.of("too long", 1009, Hex.bytes("82 fe ffff 00000000").writeZero(65_535)),
                Arguments.of("2^63 - 1 bytes", 1009, Hex.bytes("82 ff 7fffffffffffffff 00000000")),
                Arguments.of("no frames", 1002, Hex.bytes("ff").writeZero(1 << 20)),
                Arguments.of("a flood of pings", 1008, pings(10_000)));
    }

    private static ByteBuf pings(int count) {
        ByteBuf all = ClientFrames.frame(PING);
        while (--count > 0) {
            all.writeBytes(ClientFrames.frame(PING));
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void whoMeansHarmIsToldWhyBehindAWholeFrame(String name, int code, ByteBuf bytes) throws Exception {
        try (RawWebSocket client = new RawWebSocket(server.httpPort(), "/live/control.flv")) {
            assertThat(client.read().payload()).startsWith('F', 'L', 'V');
            List<RawWebSocket.Frame> frames = client.send(bytes).readAll();
            RawWebSocket.Frame last = frames.get(frames.size() - 1);
            assertThat(last.opcode()).isEqualTo(CLOSE);
            assertThat(last.closeCode()).isEqualTo(code);
        }
        control.awaitNext();
    }
}
