package io.xiu.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class WebSocketTest {
    private static final String REQUEST = "GET /ws HTTP/1.1\r\nHost: h\r\n";
    private static final String UPGRADE = "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final List<String> calls = new ArrayList<>();
    private @Nullable Channel upgraded;

    private final HttpRoute route = new TestRoute("/ws", exchange -> {
        HttpReply refusal = exchange.webSocketRefusal();
        if (refusal != null) {
            exchange.respond(refusal);
            return;
        }
        exchange.upgradeToWebSocket(
                channel -> {
                    upgraded = channel;
                    channel.writeAndFlush(Unpooled.copiedBuffer("<first>", StandardCharsets.US_ASCII));
                },
                () -> calls.add("leave"));
    });

    private Wire open() {
        Wire wire = new Wire(route).send(REQUEST + UPGRADE + VERSION + KEY + "\r\n");
        assertThat(wire.received()).endsWith("\r\n\r\n<first>");
        return wire;
    }

    private static String hex(Wire wire) {
        StringBuilder text = new StringBuilder();
        wire.received().chars().forEach(c -> text.append("%02x".formatted(c)));
        return text.toString();
    }

    @Test
    void acceptsAHandshakeWithoutExtensionsAndSubprotocols() {
        try (Wire wire = new Wire(route)) {
            wire.send(REQUEST + UPGRADE + VERSION + KEY
                    + "Origin: http://elsewhere\r\nSec-WebSocket-Protocol: flv, chat\r\n"
                    + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n");
            assertThat(wire.received())
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .containsIgnoringCase("\r\nupgrade: websocket\r\n")
                    .containsIgnoringCase("\r\nconnection: upgrade\r\n")
                    .containsIgnoringCase("\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .doesNotContainIgnoringCase("extensions")
                    .doesNotContainIgnoringCase("sec-websocket-protocol")
                    .doesNotContainIgnoringCase("content-length")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .endsWith("\r\n\r\n<first>");
            wire.pass(60_000);
            assertThat(wire.isOpen()).as("no deadline of HTTP is left").isTrue();
        }
    }

    static Stream<Arguments> wrongHandshakes() {
        return Stream.of(
                Arguments.of(400, UPGRADE + VERSION),
                Arguments.of(400, UPGRADE + VERSION + "Sec-WebSocket-Key: short\r\n"),
                Arguments.of(400, UPGRADE + VERSION + "Sec-WebSocket-Key: %%%%\r\n"),
                Arguments.of(400, UPGRADE + VERSION + KEY + KEY),
                Arguments.of(400, "Upgrade: websocket\r\n" + VERSION + KEY),
                Arguments.of(426, UPGRADE + KEY),
                Arguments.of(426, UPGRADE + KEY + "Sec-WebSocket-Version: 12\r\n"),
                Arguments.of(426, UPGRADE + KEY + VERSION + VERSION));
    }

    @ParameterizedTest
    @MethodSource("wrongHandshakes")
    void refusesAWrongHandshake(int status, String headers) {
        try (Wire wire = new Wire(route)) {
            wire.send(REQUEST + headers + "\r\n");
            assertThat(wire.received()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(wire.isOpen()).isTrue();
            assertThat(upgraded).isNull();
        }
    }

    @Test
    void a426SaysWhichVersionIsSpoken() {
        try (Wire wire = new Wire(route)) {
            wire.send(REQUEST + UPGRADE + KEY + "\r\n");
            assertThat(wire.received()).containsIgnoringCase("\r\nsec-websocket-version: 13\r\n");
        }
    }

    @Test
    void oldHttpHasNoUpgrade() {
        try (Wire wire = new Wire(route)) {
            wire.send("GET /ws HTTP/1.0\r\n" + UPGRADE + VERSION + KEY + "\r\n");
            assertThat(wire.received()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void answersPingsHoweverTheyAreCut() {
        ByteBuf ping = ClientFrames.frame(PING, "hello".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = ByteBufUtil.getBytes(ping);
        for (List<byte[]> pieces : List.of(List.of(bytes), Cuts.single(bytes), Cuts.random(bytes, 11, 4))) {
            try (Wire wire = open()) {
                pieces.forEach(piece -> wire.send(Unpooled.wrappedBuffer(piece)));
                assertThat(wire.received()).isEqualTo("\u008a\5hello");
            }
        }
        try (Wire wire = open()) {
            wire.send(ClientFrames.frame(PING, new byte[125]));
            assertThat(wire.received()).hasSize(127).startsWith("\u008a}");
        }
    }

    @Test
    void ignoresWhatAViewerSaysBeside() {
        try (Wire wire = open()) {
            wire.send(ClientFrames.frame(TEXT, "hi".getBytes(StandardCharsets.US_ASCII)))
                    .send(ClientFrames.frame(BINARY, new byte[125]))
                    .send(ClientFrames.frame(PONG))
                    .send(ClientFrames.frame(BINARY, 0x80 | 3, new byte[3]))
                    .send(ClientFrames.frame(CONTINUATION, new byte[3]));
            assertThat(wire.received()).isEmpty();
            assertThat(wire.isOpen()).isTrue();
            assertThat(calls).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 8800", "03e8, 880203e8", "0fa0 'bye', 88020fa0"})
    void answersACloseAndCloses(String payload, String answer) {
        try (Wire wire = open()) {
            wire.send(ClientFrames.frame(CLOSE, ByteBufUtil.getBytes(Hex.bytes(payload))));
            assertThat(calls).containsExactly("leave");
            assertThat(hex(wire)).isEqualTo(answer);
            assertThat(wire.isOpen()).isFalse();
        }
    }

    static Stream<Arguments> violations() {
        byte[] none = {};
        return Stream.of(
                violation("not masked", 1002, ClientFrames.frame(0x81, 2, new byte[2])),
                violation("a reserved bit", 1002, ClientFrames.frame(0xC1, 0x80, none)),
                violation("a reserved opcode", 1002, ClientFrames.frame(0x83, 0x80, none)),
                violation("a reserved control opcode", 1002, ClientFrames.frame(0x8B, 0x80, none)),
                violation("a control frame in pieces", 1002, ClientFrames.frame(0x09, 0x80, none)),
                violation("a ping of 126 bytes", 1002, Hex.bytes("89 fe 007e 00000000")),
                violation("126 bytes", 1009, Hex.bytes("82 fe 007e 00000000")),
                violation("a length of 2^63-1", 1009, Hex.bytes("82 ff 7fffffffffffffff 00000000")),
                violation("a length with its top bit", 1002, Hex.bytes("82 ff 8000000000000001 00000000")),
                violation("a length said too long", 1002, Hex.bytes("82 fe 0001 00000000 00")),
                violation("a continuation of nothing", 1002, ClientFrames.frame(CONTINUATION)),
                violation("a close of one byte", 1002, ClientFrames.frame(CLOSE, (byte) 3)),
                violation("close code 999", 1002, ClientFrames.frame(CLOSE, (byte) 3, (byte) 0xE7)),
                violation("close code 5000", 1002, ClientFrames.frame(CLOSE, (byte) 0x13, (byte) 0x88)),
                violation("text that is none", 1007, ClientFrames.frame(TEXT, (byte) 0xC0, (byte) 0xAF)),
                violation("HTTP", 1002, Hex.bytes("'GET / HTTP/1.1'")));
    }

    private static Arguments violation(String name, int code, ByteBuf bytes) {
        return Arguments.of(name, code, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void tellsWhoBreaksTheProtocolWhyAndDisconnects(String name, int code, ByteBuf bytes) {
        try (Wire wire = open()) {
            wire.send(bytes);
            assertThat(hex(wire)).isEqualTo("8802%04x".formatted(code));
            assertThat(calls).containsExactly("leave");
            wire.pass(1_000);
            assertThat(wire.isOpen()).isFalse();
        }
    }

    @Test
    void fiftyFramesAtOnceAndFiveASecondAreFine() {
        try (Wire wire = open()) {
            for (int i = 0; i < 50; i++) {
                wire.send(ClientFrames.frame(PING));
            }
            for (int i = 0; i < 50; i++) {
                wire.pass(200);
                wire.send(ClientFrames.frame(PING));
            }
            assertThat(wire.received()).isEqualTo("\u008a\0".repeat(100));
            wire.send(ClientFrames.frame(TEXT));
            assertThat(hex(wire)).isEqualTo("880203f0");
            assertThat(calls).containsExactly("leave");
        }
    }

    @Test
    void anEndGoesOutAfterWhatWasWritten() {
        try (Wire wire = open()) {
            Channel channel = Objects.requireNonNull(upgraded);
            channel.write(Unpooled.copiedBuffer("<last>", StandardCharsets.US_ASCII));
            HttpExchange.endWebSocket(channel);
            assertThat(wire.received()).isEqualTo("<last>\u0088\2\3\u00e8");
            assertThat(calls).as("the owner ended it").isEmpty();
        }
    }

    @Test
    void aClientThatClosesItsSideIsGone() {
        try (Wire wire = open()) {
            wire.fire(ChannelInputShutdownEvent.INSTANCE);
            assertThat(wire.isOpen()).isFalse();
        }
    }
}
