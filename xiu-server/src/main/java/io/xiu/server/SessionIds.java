package io.xiu.server;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives publishers and viewers ids of 14 digits: ten of the Unix time in seconds, four that differ. No id is given
 * twice in a process.
 */
public final class SessionIds {
    private static final long PER_SECOND = 10_000;

    private final AtomicLong last = new AtomicLong();

    /** The next id. */
    public String next() {
        long wanted = Instant.now().getEpochSecond() * PER_SECOND
                + ThreadLocalRandom.current().nextLong(PER_SECOND);
        return Long.toString(last.updateAndGet(before -> Math.max(before + 1, wanted)));
    }
}
