package io.xiu.rtmp.netty;

import java.time.Duration;

/**
 * How long a peer may take, each counted from the moment the connection is there, whatever is sent meanwhile.
 *
 * @param handshake until the handshake is complete
 * @param connect until connect: as a server until the command is there, as a client until it's accepted
 * @param start until publish or play: as a server until the command is there, as a client until it has begun
 */
public record Deadlines(Duration handshake, Duration connect, Duration start) {
    /** 5, 10 and 15 seconds. */
    public static final Deadlines DEFAULT =
            new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(15));
}
