package io.xiu.relay.link;

import io.xiu.rtmp.netty.Deadlines;
import java.time.Duration;

/**
 * How patient links are.
 *
 * @param connectTimeout for the name's look-up, and again for the connection
 * @param deadlines for the steps from there to publish or play
 * @param firstRetry how long a link waits, at most, before it tries again for the first time
 * @param lastRetry what that doubles to with every further failure
 * @param pingInterval how often a node is asked for a sign of life
 * @param silence a node that sent no byte for so long counts as lost
 */
public record LinkSettings(
        Duration connectTimeout,
        Deadlines deadlines,
        Duration firstRetry,
        Duration lastRetry,
        Duration pingInterval,
        Duration silence) {
    /**
     * 3 s to connect; 3, 6 and 15 s for the steps that follow (a node may hold a play for 10 s); retries after 0.2 to 2 s;
     * pings every 3 s, 10 s of silence.
     */
    public static final LinkSettings DEFAULT = new LinkSettings(
            Duration.ofSeconds(3),
            new Deadlines(Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(15)),
            Duration.ofMillis(200),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10));

    /** The same with another silence allowed, and pings as often as that needs. */
    public LinkSettings withSilence(Duration time) {
        return new LinkSettings(connectTimeout, deadlines, firstRetry, lastRetry, time.dividedBy(3), time);
    }
}
