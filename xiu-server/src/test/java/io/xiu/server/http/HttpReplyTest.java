package io.xiu.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpReplyTest {
    private static final String PLAYLIST = "#EXTM3U\n" + "#EXTINF:5.000,\n1.ts\n".repeat(50);

    private final TestRoute segments = new TestRoute(
            "/ts",
            exchange -> exchange.respond(HttpReply.of(HttpResponseStatus.OK, "video/mp2t", bytes("0123456789"))
                    .ranges()));
    private final TestRoute playlists = new TestRoute(
            "/m3u8",
            exchange -> exchange.respond(HttpReply.of(HttpResponseStatus.OK, "a/b", bytes(PLAYLIST))
                    .compressible()
                    .ranges()));

    @ParameterizedTest
    @CsvSource({"2-4, bytes 2-4/10, 234", "0-, bytes 0-9/10, 0123456789", "-1, bytes 9-9/10, 9"})
    void sendsOnePart(String range, String contentRange, String body) {
        try (Wire wire = new Wire(segments)) {
            wire.send(get("/ts", "Range: bytes=" + range + "\r\n"));
            assertThat(wire.received())
                    .startsWith("HTTP/1.1 206 Partial Content\r\n")
                    .contains(
                            "content-range: " + contentRange,
                            "accept-ranges: bytes",
                            "content-length: " + body.length())
                    .endsWith("\r\n\r\n" + body);
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5-3", "10-", "-0", "9223372036854775808-"})
    void refusesAPartThatIsNot(String range) {
        try (Wire wire = new Wire(segments)) {
            wire.send(get("/ts", "Range: bytes=" + range + "\r\n"));
            assertThat(wire.received())
                    .startsWith("HTTP/1.1 416 ")
                    .contains("content-range: bytes */10", "content-length: 0")
                    .endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Range: bytes=0-0,2-2\r\n", "Range: bytes=0-1\r\nIf-Range: \"x\"\r\n", "Range: x=0-1\r\n", ""})
    void sendsTheWholeOtherwise(String headers) {
        try (Wire wire = new Wire(segments)) {
            wire.send(get("/ts", headers));
            assertThat(wire.received())
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("accept-ranges: bytes")
                    .endsWith("0123456789");
        }
    }

    @Test
    void aRangeDoesNotConcernHead() {
        try (Wire wire = new Wire(segments)) {
            wire.send(get("/ts", "Range: bytes=2-4\r\n").replace("GET", "HEAD"));
            assertThat(wire.received())
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("content-length: 10")
                    .endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "'br, GZIP;q=0.5', true",
        "'*', true",
        "'gzip;q=0', false",
        "'gzip; q=0.000, *', false",
        "br, false"
    })
    void compressesForThoseWhoTakeIt(String accepted, boolean expected) throws IOException {
        try (Wire wire = new Wire(playlists)) {
            wire.send(get("/m3u8", "Range: bytes=0-1\r\nAccept-Encoding: " + accepted + "\r\n"));
            String answer = wire.received();
            assertThat(answer).contains("vary: accept-encoding");
            if (!expected) {
                assertThat(answer)
                        .startsWith("HTTP/1.1 206 ")
                        .endsWith("\r\n\r\n#E")
                        .doesNotContain("content-encoding");
                return;
            }
            assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("content-encoding: gzip");
            byte[] body = answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(answer).contains("content-length: " + body.length);
            assertThat(body.length).isLessThan(PLAYLIST.length() / 2);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
                    .isEqualTo(PLAYLIST.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void sendsWhatWasCompressedBeforehand() {
        ByteBuf plain = bytes("plain");
        ByteBuf compressed = bytes("compressed");
        TestRoute route = new TestRoute(
                "/",
                exchange -> exchange.respond(HttpReply.of(HttpResponseStatus.OK, "a/b", plain.retainedDuplicate())
                        .gzip(compressed.retainedDuplicate())));
        try (Wire wire = new Wire(route)) {
            wire.send(get("/", "Accept-Encoding: gzip\r\n"));
            assertThat(wire.received()).contains("content-encoding: gzip").endsWith("\r\n\r\ncompressed");
            wire.send(get("/", ""));
            assertThat(wire.received())
                    .doesNotContain("content-encoding")
                    .contains("vary: accept-encoding")
                    .endsWith("plain");
            wire.send(get("/", "Accept-Encoding: gzip\r\n").replace("GET", "HEAD"));
            assertThat(wire.received()).contains("content-length: 10").endsWith("\r\n\r\n");
        }
        assertThat(plain.release()).isTrue();
        assertThat(compressed.release()).isTrue();
    }

    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
