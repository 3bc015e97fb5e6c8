package io.xiu.hls.segment;

/** Decides where parts end within a segment. */
final class PartRule {
    /*
     * A part ends (draft-pantos-hls-rfc8216bis, 4.4.4.9)
     *   before a frame with which it would be longer than the target
     *   before a key frame, so that the next is independent, if it has 85 % of the target or is independent itself:
     *   shorter ones are allowed then, and at the end of a segment
     */
    private static final int LEAST_PERCENT = 85;
    private static final long MILLISECOND_90K = 90;

    private final long target90k;
    private long start90k;
    private boolean independent;

    PartRule(int partMillis) {
        target90k = partMillis * MILLISECOND_90K;
    }

    void start(long now90k, boolean startsIndependent) {
        start90k = now90k;
        independent = startsIndependent;
    }

    /** Whether the part ends before the frame at {@code now90k}, which may last {@code step90k}. */
    boolean cuts(boolean keyFrame, long now90k, long step90k) {
        long elapsed90k = now90k - start90k;
        if (elapsed90k <= 0) {
            return false;
        }
        boolean mayBeShort = independent || elapsed90k * 100 >= target90k * LEAST_PERCENT;
        return elapsed90k + step90k > target90k || (keyFrame && mayBeShort);
    }

    /** The duration to announce: frames may be further apart than the target. */
    long duration90k(long end90k) {
        return Math.min(Math.max(end90k - start90k, MILLISECOND_90K), target90k);
    }

    boolean isIndependent() {
        return independent;
    }
}
