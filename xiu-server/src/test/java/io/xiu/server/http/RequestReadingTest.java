package io.xiu.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request is read whole, byte by byte and at random cuts, with the same outcome. */
final class RequestReadingTest {
    private static final String HOST = "Host: h\r\n";
    private static final String POST = "POST /b HTTP/1.1\r\n" + HOST;

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "\r\n", "/a\n"),
                Arguments.of("\r\nGET /a HTTP/1.1\r\n" + HOST + "\r\n", "/a\n"),
                Arguments.of("GET /a HTTP/1.0\r\n\r\n", "/a\n"),
                Arguments.of("GET http://h/a HTTP/1.1\r\n" + HOST + "\r\n", "/a\n"),
                Arguments.of("GET /a HTTP/1.1\r\nHost:\r\n\r\n", "/a\n"),
                Arguments.of("GET /a HTTP/1.1\r\nhOST: [::1]:80\r\n\r\n", "/a\n"),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n", "/a\n"),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n", "/a\n"),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "X: \u00e9\t!\r\nY:\r\n\r\n", "/a\n"),
                Arguments.of("GET /a?" + "x".repeat(4096 - 16) + " HTTP/1.1\r\n" + HOST + "\r\n", "/a\n"),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "a:\r\n".repeat(63) + "\r\n", "/a\n"),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(8192 - 16) + "\r\n\r\n", "/a\n"));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                // The request line.
                Arguments.of("GET /a?" + "x".repeat(4097 - 16) + " HTTP/1.1\r\n" + HOST + "\r\n", 414),
                Arguments.of("GET /" + "x".repeat(1 << 20), 414),
                Arguments.of("G".repeat(5000), 414),
                Arguments.of("GET  /a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a  HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/1.1 \r\n" + HOST + "\r\n", 400),
                Arguments.of(" GET /a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET\t/a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET\u000b/a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a\r\n\r\n", 400),
                Arguments.of("GET /a http/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/1.1x\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/1.10\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/2.0\r\n" + HOST + "\r\n", 505),
                Arguments.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
                Arguments.of("GET /\u00e9 HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("G(T /a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("CONNECT h:443 HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /../a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a%00 HTTP/1.1\r\n" + HOST + "\r\n", 400),
                // What stands before it.
                Arguments.of("\r\n\r\nGET /a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("\nGET /a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("\u0000GET /a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("\u0001\u0002GET /a HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("\u0016\u0003\u0001\u0002\u0000", 400),
                Arguments.of("\u0003" + "x".repeat(1536), 400),
                // Line ends.
                Arguments.of("GET /a HTTP/1.1\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\nHost: h\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\nHost: h\r\n\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\nHost: h\rX: y\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\r\nHost: h\r\n\r\n", 400),
                // Header fields.
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(8192 - 15) + "\r\n\r\n", 431),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "Cookie: " + "x".repeat(1 << 20) + "\r\n\r\n", 431),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "a:\r\n".repeat(64) + "\r\n", 431),
                Arguments.of("GET /a HTTP/1.1\r\n" + "a:\r\n".repeat(1000) + "\r\n", 431),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "X: a\r\n b\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\n X: a\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\nHost : h\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\nHost\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\n: h\r\n" + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "X: a\u0000b\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "X: a\u007f\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "X\u00e9: a\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "X@Y: a\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/1.0\r\n" + HOST + HOST + "\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
                Arguments.of("GET /a HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),
                // Bodies that two readers could measure differently.
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n\r\nx", 400),
                Arguments.of("GET /a HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length: 1, 1\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length: -1\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length: +1\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length: 0x1\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length: 1 2\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length:\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length: 18446744073709551616\r\n\r\nx", 400),
                Arguments.of(POST + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: identity\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of("POST /b HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: chunked\r\n\r\nx\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n", 400),
                Arguments.of(POST + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", 400),
                Arguments.of(POST + "Content-Length: 65537\r\n\r\n", 413),
                Arguments.of(POST + "Transfer-Encoding: chunked\r\n\r\n10001\r\n" + "x".repeat(65537) + "\r\n", 413),
                Arguments.of(POST + "Content-Length: 1\r\nContent-Encoding: gzip\r\n\r\nx", 415),
                Arguments.of(POST + "Content-Length: 1\r\nExpect: magic\r\n\r\nx", 417));
    }

    @ParameterizedTest
    @MethodSource("good")
    void answersWhatIsRight(String request, String body) {
        for (long seed : seeds()) {
            try (Wire wire = new Wire(TestRoute.echo())) {
                feed(wire, request, seed);
                assertThat(wire.received())
                        .as("seed %d", seed)
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .endsWith("\r\n\r\n" + body);
                boolean old = request.contains("HTTP/1.0");
                assertThat(wire.isOpen()).isEqualTo(!old);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatIsWrongOnceAndDisconnects(String request, int status) {
        for (long seed : seeds()) {
            if (seed == 0 && request.length() > 100_000) {
                continue;
            }
            TestRoute route = TestRoute.echoBody();
            try (Wire wire = new Wire(route)) {
                feed(wire, request, seed);
                wire.send("GET /next HTTP/1.1\r\n" + HOST + "\r\n");
                String answer = wire.received();
                assertThat(answer)
                        .as("seed %d", seed)
                        .startsWith("HTTP/1.1 " + status + " ")
                        .contains("connection: close");
                assertThat(answer.split("HTTP/1\\.1 ", -1)).hasSize(2);
                assertThat(wire.isOpen()).isFalse();
                assertThat(route.exchanges).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;a=b\r\nllo\r\n0\r\n\r\n",
                "Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n",
            })
    void readsABodyInEveryCut(String rest) {
        for (long seed : seeds()) {
            try (Wire wire = new Wire(TestRoute.echoBody())) {
                feed(wire, POST + rest + POST + "Content-Length: 1\r\n\r\n!", seed);
                assertThat(wire.received())
                        .as("seed %d", seed)
                        .contains("\r\n\r\nhelloHTTP/1.1 200 OK")
                        .endsWith("!");
                assertThat(wire.isOpen()).isTrue();
            }
        }
    }

    @Test
    void readsABodyOfExactlyTheLimit() {
        try (Wire wire = new Wire(TestRoute.echoBody())) {
            wire.send(POST + "Content-Length: 65536\r\n\r\n" + "x".repeat(65_536));
            assertThat(wire.received()).startsWith("HTTP/1.1 200 OK").endsWith("x".repeat(65_536));
        }
    }

    @Test
    void tellsAClientThatAsksToSendItsBody() {
        try (Wire wire = new Wire(TestRoute.echoBody())) {
            wire.send(POST + "Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n");
            assertThat(wire.received()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            wire.send("ok");
            assertThat(wire.received()).startsWith("HTTP/1.1 200 OK").endsWith("ok");
        }
    }

    @Test
    void randomBytesNeverEscapeTheRefusal() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = (POST + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (Wire wire = new Wire(TestRoute.echoBody())) {
                wire.send(Unpooled.wrappedBuffer(bytes));
                wire.pass(HttpLimits.DEFAULT.request().toMillis());
                wire.pass(HttpLimits.DEFAULT.idle().toMillis());
                assertThat(wire.received()).as("seed %d", seed).matches("(?s)HTTP/1\\.1 (200|4\\d\\d|505) .*");
                assertThat(wire.isOpen()).as("seed %d", seed).isFalse();
            }
        }
    }

    private static List<Long> seeds() {
        long random = System.nanoTime();
        return List.of(-1L, 0L, random | 1, random + 2 | 1);
    }

    private static void feed(Wire wire, String request, long seed) {
        if (seed == -1) {
            wire.send(request);
        } else {
            wire.sendCut(request, seed);
        }
    }
}
