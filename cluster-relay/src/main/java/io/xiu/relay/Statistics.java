package io.xiu.relay;

/** What one viewer was sent. Written by the viewer's loop, readable from any thread. */
public final class Statistics {
    private volatile long bytes;
    private volatile long jumps;
    private volatile long skippedBytes;
    private volatile boolean stalled;

    Statistics() {}

    private long bytesWritten;

    void sent(int count) {
        bytesWritten += count;
        bytes = bytesWritten;
    }

    void jumped(long skipped) {
        long count = jumps + 1;
        long sum = skippedBytes + skipped;
        jumps = count;
        skippedBytes = sum;
    }

    void stall() {
        stalled = true;
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

    /** Whether the viewer was given up because its connection took nothing. */
    public boolean stalled() {
        return stalled;
    }
}
