package io.xiu.server.e2e;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What no browser or player asks for, and the status that answers it. */
record HttpAttack(String name, int status, String text) {
    private static final String VERSION = " HTTP/1.1\r\n";
    private static final String HOST = "Host: h\r\n";

    static Stream<HttpAttack> all() {
        return Stream.of(
                of("a request line without end", 414, "GET /" + "x".repeat(1 << 20)),
                of("a header without end", 431, "GET /" + VERSION + HOST + "X: " + "x".repeat(1 << 20)),
                of("headers without end", 431, "GET /" + VERSION + HOST + "a: b\r\n".repeat(100_000)),
                of("a body for GET", 400, "GET /" + VERSION + HOST + "Content-Length: 1000000\r\n\r\nx"),
                of(
                        "two lengths",
                        400,
                        "GET /" + VERSION + HOST + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n"),
                of("a path that climbs", 400, "GET /live/../../etc/passwd" + VERSION + HOST + "\r\n"),
                of("an escaped path that climbs", 400, "GET /live/%2e%2e/x.flv" + VERSION + HOST + "\r\n"),
                of("an escaped NUL", 400, "GET /live/a%00.flv" + VERSION + HOST + "\r\n"),
                of("an escaped slash", 400, "GET /live/a%2fb.flv" + VERSION + HOST + "\r\n"),
                of("an escape that is none", 400, "GET /live/%zz.flv" + VERSION + HOST + "\r\n"),
                of("RTMP", 400, "\3" + "\0".repeat(1_536)));
    }

    private static HttpAttack of(String name, int status, String text) {
        return new HttpAttack(name, status, text);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return name;
    }
}
