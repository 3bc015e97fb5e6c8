package io.xiu.hls.segment;

/** Decides where segments end. */
final class CutRule {
    /*
     * fragment F (setting), target T = max(F, longest key frame interval and segment when the first segment ended),
     * limit = T + 0.499 s: the longest EXTINF that still rounds to T.
     *
     * At a key frame, e after the segment's start:
     *   e >= F                                     the usual cut
     *   e >= F/2 and e + expected interval > limit waiting for the next key frame would be too long
     *   e >= min(1 s, F) and the segment is one of the short first ones, or doesn't itself start at a key frame
     * At any other frame:
     *   first segment after a discontinuity        e >= 2.25 s: a player must find something 2 s after the start
     *   only audio                                 e >= F (short first ones: 2 s)
     *   otherwise                                  the frame after this one might be past the limit
     * The expected interval follows the longest of late, by an eighth with each key frame.
     */
    private static final long SECOND_90K = 90_000;
    private static final long ROUNDING_90K = 499 * 90;
    private static final long FIRST_CUT_90K = 225 * 900;
    private static final long FIRST_AUDIO_CUT_90K = 2 * SECOND_90K;
    private static final int SHORT_SEGMENTS = 3;
    private static final long MIN_MARGIN_90K = 100 * 90;
    private static final long MAX_MARGIN_90K = 500 * 90;

    private final long fragment90k;
    private final long shortest90k;
    private int targetSeconds;
    private int shortSegments = SHORT_SEGMENTS;
    private boolean firstOfPeriod;
    private boolean startedAtKeyFrame;
    private boolean keyFrameSeen;
    private long lastKeyFrame90k;
    private long longestInterval90k;
    private long expectedInterval90k;

    CutRule(int fragmentSeconds) {
        fragment90k = fragmentSeconds * SECOND_90K;
        shortest90k = Math.min(SECOND_90K, fragment90k);
    }

    /** A discontinuity: the next segment may be short again. */
    void startPeriod() {
        firstOfPeriod = true;
        keyFrameSeen = false;
        shortSegments = Math.max(shortSegments, 1);
    }

    void startSegment(boolean atKeyFrame) {
        startedAtKeyFrame = atKeyFrame;
    }

    /** Notes a key frame; call before {@link #cutsAtKeyFrame}. */
    void keyFrame(long dts90k) {
        if (keyFrameSeen) {
            long interval = dts90k - lastKeyFrame90k;
            longestInterval90k = Math.max(longestInterval90k, interval);
            expectedInterval90k = Math.max(interval, expectedInterval90k - expectedInterval90k / 8);
        }
        keyFrameSeen = true;
        lastKeyFrame90k = dts90k;
    }

    boolean cutsAtKeyFrame(long elapsed90k) {
        if (elapsed90k >= fragment90k) {
            return true;
        }
        if (elapsed90k >= shortest90k && (shortSegments > 0 || !startedAtKeyFrame)) {
            return true;
        }
        return elapsed90k >= fragment90k / 2 && elapsed90k + expectedInterval90k > limit90k();
    }

    boolean cutsBetweenKeyFrames(long elapsed90k, long step90k) {
        long margin = Math.max(MIN_MARGIN_90K, Math.min(2 * step90k, MAX_MARGIN_90K));
        return (firstOfPeriod && elapsed90k >= FIRST_CUT_90K)
                || (targetSeconds > 0 && elapsed90k + margin > limit90k());
    }

    boolean cutsAudio(long elapsed90k) {
        return elapsed90k >= (shortSegments > 0 ? Math.min(FIRST_AUDIO_CUT_90K, fragment90k) : fragment90k);
    }

    /** Ends a segment of this length and gives the duration to announce; the first one fixes the target duration. */
    long endSegment(long elapsed90k) {
        if (targetSeconds == 0) {
            long longest = Math.max(fragment90k, Math.max(longestInterval90k, elapsed90k));
            targetSeconds = (int) ((longest + SECOND_90K / 2) / SECOND_90K);
        }
        firstOfPeriod = false;
        shortSegments = Math.max(0, shortSegments - 1);
        return Math.min(elapsed90k, limit90k());
    }

    /** Seconds; 0 before the first segment has ended. */
    int targetSeconds() {
        return targetSeconds;
    }

    private long limit90k() {
        return targetSeconds == 0 ? Long.MAX_VALUE / 2 : targetSeconds * SECOND_90K + ROUNDING_90K;
    }
}
