package io.xiu.relay;

/** Counts rounds of delivery on one loop. Written by the loop, read by any thread. */
final class RoundMeter {
    private static final int SMOOTHING = 16;
    private static final long LONGEST_INTERVAL_NANOS = 1_000_000_000L;

    private long roundCount;
    private long costSum;
    private long lastBegan;
    private long meanInterval;
    private int viewerCount;
    private long byteCount;

    private volatile DeliveryStatistics published = new DeliveryStatistics(0, 0, 0, 0, 0);

    /** A round begins. An interval longer than a second was idleness and does not count. */
    void begins(long now) {
        long interval = now - lastBegan;
        if (roundCount > 0 && interval < LONGEST_INTERVAL_NANOS) {
            meanInterval += meanInterval == 0 ? interval : (interval - meanInterval) / SMOOTHING;
        }
        lastBegan = now;
    }

    /** The round is over and took so much of the loop's time. */
    void cost(long nanos) {
        roundCount++;
        costSum += nanos;
        publish();
    }

    /** So many bytes went to a connection; to be seen with the next round. */
    void sent(long bytes) {
        byteCount += bytes;
    }

    void viewers(int more) {
        viewerCount += more;
        publish();
    }

    private void publish() {
        published = new DeliveryStatistics(viewerCount, byteCount, roundCount, costSum, meanInterval);
    }

    DeliveryStatistics read() {
        return published;
    }
}
