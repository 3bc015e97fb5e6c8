package io.xiu.server.http;

import java.time.Duration;

/**
 * How much and how long a client may.
 *
 * @param lineBytes longest request line
 * @param headerBytes longest header section
 * @param headerCount most header fields
 * @param bodyBytes longest body
 * @param pipelined requests read ahead of the one being answered before reading stops
 * @param request from the first byte of a request, or from the accept, to its last
 * @param idle from an answer to the next request
 * @param reply for the first byte of a reply to leave; every 16 KiB add a second
 * @param streamInputBytes sent by the client after the reply has become a stream
 */
public record HttpLimits(
        int lineBytes,
        int headerBytes,
        int headerCount,
        int bodyBytes,
        int pipelined,
        Duration request,
        Duration idle,
        Duration reply,
        int streamInputBytes) {
    /** What the server uses. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            4_096, 8_192, 64, 65_536, 16, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30), 1_024);
}
