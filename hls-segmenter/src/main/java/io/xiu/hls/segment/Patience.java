package io.xiu.hls.segment;

/** Waits for something for a stretch of media time, measured on the samples that are turned away meanwhile. */
final class Patience {
    private final long limit90k;
    private boolean waiting;
    private long since90k;

    Patience(long limit90k) {
        this.limit90k = limit90k;
    }

    void reset() {
        waiting = false;
    }

    boolean isExhausted(long dts90k) {
        if (!waiting || dts90k < since90k) {
            waiting = true;
            since90k = dts90k;
        }
        return dts90k - since90k > limit90k;
    }
}
