package io.xiu.hls.segment;

/**
 * Gives segments their date and time: the wall clock at the start of a timeline, then the media time, drawn towards
 * the wall clock by at most a tenth of the time that has passed, since a publisher's clock drifts.
 */
final class WallClockLine {
    private static final long TOLERANCE_MILLIS = 250;
    private static final long MAX_ERROR_MILLIS = 10_000;
    private static final int SLEW_DIVISOR = 10;

    private long anchorMillis;
    private long anchor90k;

    void start(long time90k, long wallClockMillis) {
        anchor90k = time90k;
        anchorMillis = wallClockMillis;
    }

    /** Says whether the wall clock is over 10 s from where it should be: somebody has set it. */
    boolean isBroken(long time90k, long wallClockMillis) {
        return Math.abs(wallClockMillis - at(time90k)) > MAX_ERROR_MILLIS;
    }

    /** Date and time of a segment that starts at {@code time90k}; times must not fall. */
    long next(long time90k, long wallClockMillis) {
        long expected = at(time90k);
        long error = wallClockMillis - expected;
        if (Math.abs(error) > TOLERANCE_MILLIS) {
            long most = (expected - anchorMillis) / SLEW_DIVISOR;
            expected += Math.max(-most, Math.min(error, most));
        }
        start(time90k, expected);
        return expected;
    }

    private long at(long time90k) {
        return anchorMillis + (time90k - anchor90k) / 90;
    }
}
