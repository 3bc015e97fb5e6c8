package io.xiu.relay;

/** What one viewer was sent. Written by the viewer's loop, readable from any thread. */
public final class Statistics {
    private final ViewerTotals totals;
    private volatile long bytes;
    private volatile long jumps;
    private volatile long skippedBytes;
    private volatile long lagBytes;
    private volatile boolean stalled;

    private long bytesSent;

    Statistics(ViewerTotals totals) {
        this.totals = totals;
    }

    void sent(int count) {
        bytesSent += count;
        bytes = bytesSent;
        totals.sent(count);
    }

    void jumped(long skipped) {
        long count = jumps + 1;
        long sum = skippedBytes + skipped;
        jumps = count;
        skippedBytes = sum;
        totals.jumped(skipped);
    }

    void stall() {
        stalled = true;
        totals.stalled();
    }

    void lag(long waiting) {
        lagBytes = waiting;
    }

    /** Bytes handed to the connection so far. */
    public long bytes() {
        return bytes;
    }

    /** How often the viewer fell too far behind and jumped ahead. */
    public long jumps() {
        return jumps;
    }

    /** Bytes the jumps left out. */
    public long skippedBytes() {
        return skippedBytes;
    }

    /** Bytes that the operating system had not yet taken when the viewer was last served; 0 if it keeps up. */
    public long lagBytes() {
        return lagBytes;
    }

    /** Whether the viewer was given up because its connection took nothing. */
    public boolean stalled() {
        return stalled;
    }
}
