package io.xiu.relay;

import java.util.concurrent.atomic.LongAdder;

/** What all viewers of a live stream were sent, also those that have left. Any thread. */
public final class ViewerTotals {
    private final LongAdder bytes = new LongAdder();
    private final LongAdder jumps = new LongAdder();
    private final LongAdder skippedBytes = new LongAdder();
    private final LongAdder stalls = new LongAdder();

    ViewerTotals() {}

    void sent(int count) {
        bytes.add(count);
    }

    void jumped(long skipped) {
        jumps.increment();
        skippedBytes.add(skipped);
    }

    void stalled() {
        stalls.increment();
    }

    /** Bytes handed to connections. */
    public long bytes() {
        return bytes.sum();
    }

    /** How often a viewer fell too far behind and jumped ahead. */
    public long jumps() {
        return jumps.sum();
    }

    /** Bytes the jumps left out. */
    public long skippedBytes() {
        return skippedBytes.sum();
    }

    /** Viewers given up because their connections took nothing. */
    public long stalls() {
        return stalls.sum();
    }
}
