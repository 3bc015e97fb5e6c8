package io.xiu.hls.segment;

import io.xiu.hls.Sample;

/**
 * Keeps the timestamps of one track usable between two discontinuities: decoding times that rise, presentation times
 * not before them, and the same base as the other track.
 */
final class TrackTimeline {
    private static final long MAX_STEP_BACK_90K = 300 * 90;
    private static final long MAX_JUMP_90K = 10 * 90_000;
    private static final long MAX_COMPOSITION_90K = 10 * 90_000;
    private static final long MILLISECOND_90K = 90;

    private boolean started;
    private long shift90k;
    private long last90k;

    /** Forgets everything: a discontinuity. */
    void reset() {
        started = false;
        shift90k = 0;
    }

    boolean started() {
        return started;
    }

    /** Says whether this decoding time can't follow the last: over 300 ms back, or over 10 s ahead of the clock. */
    boolean breaks(long dts90k, long clock90k) {
        if (!started) {
            return false;
        }
        long dts = dts90k + shift90k;
        return dts < last90k - MAX_STEP_BACK_90K || dts > Math.max(last90k, clock90k) + MAX_JUMP_90K;
    }

    /** Says whether a first decoding time is within 10 s of the clock. */
    static boolean near(long dts90k, long clock90k) {
        return Math.abs(dts90k - clock90k) <= MAX_JUMP_90K;
    }

    /** Begins with a decoding time that is to mean {@code at90k}. */
    void start(long dts90k, long at90k) {
        started = true;
        shift90k = at90k - dts90k;
        last90k = at90k - MILLISECOND_90K;
    }

    /** The sample at the times to write; call {@link #start} once before. */
    Sample place(Sample sample) {
        long dts = Math.max(sample.dts90k() + shift90k, last90k + MILLISECOND_90K);
        long composition = Math.min(sample.pts90k() - sample.dts90k(), MAX_COMPOSITION_90K);
        last90k = dts;
        return sample.at(dts, Math.max(dts, sample.dts90k() + shift90k + composition));
    }
}
