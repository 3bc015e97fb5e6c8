package io.xiu.hls.mp4;

/** Places the samples of one track on its media timeline, and says how long the last of them lasts. */
final class MediaTimeline {
    /*
     * Timescales, and why.
     *
     * Video counts in 1/90,000 s, as its input does, so no time of it is ever changed.
     *
     * Audio counts in sampling periods, because only there the length of a frame is a whole number. What comes by RTMP
     * is however stamped in whole milliseconds: frames of 1,024 periods at 44,100 Hz are 23, 23 and 24 ms apart. Written
     * as stamped, each would overlap the next or leave a gap, which players answer with clicks or by moving sound
     * against picture. Counting frames instead would drift away from the pictures as soon as one is lost, or the
     * source's clock isn't exact. So both:
     *
     *    stamp                  |....... 1 ms .......|....... 1 ms .......|
     *    end of frame before             ^ the frame begins here: exact, and less than 1 ms from its stamp
     *    end of frame before  ^          it begins at the nearest bound, moving by as little as keeps the promise
     *    end of frame before, more than 2 ms away: frames were lost or added; it begins at its stamp
     *
     * A frame is thus never 1 ms away from its stamp, and a stream stamped in rounded or truncated milliseconds comes
     * out without gaps, but for two or three periods by which it may be moved in its first seconds. Where the length of
     * a frame can't be told, stamps are used as they are.
     */
    private static final int INPUT_TIMESCALE = 90_000;
    private static final int MILLISECONDS = 1_000;

    private final int timescale;
    private final int tolerance;

    private boolean started;
    private long last;
    private int lastLength;
    private long lastStep;

    /** A timeline of {@code timescale} units in a second: at least 1. */
    MediaTimeline(int timescale) {
        this.timescale = timescale;
        this.tolerance = Math.max(0, timescale / MILLISECONDS - 1);
    }

    /**
     * Places the next sample.
     *
     * @param dts90k later than that of the sample before
     * @param length how long it lasts, in units; 0 if that isn't known
     * @return its time in units, later than that of the sample before
     */
    long place(long dts90k, int length) {
        long stamp = units(dts90k);
        long placed = started ? Math.max(follow(stamp), last + 1) : stamp;
        lastStep = started ? placed - last : 0;
        last = placed;
        lastLength = length;
        started = true;
        return placed;
    }

    private long follow(long stamp) {
        long end = last + lastLength;
        if (lastLength == 0 || !isNear(end, stamp)) {
            return stamp;
        }
        return Math.max(stamp - tolerance, Math.min(end, stamp + tolerance));
    }

    private boolean isNear(long end, long stamp) {
        return Math.abs(end - stamp) <= 2L * tolerance;
    }

    /** Units that the last sample lasts if the next begins at a time; its usual length if it can't begin there. */
    long lengthUntil(long dts90k) {
        long end = units(dts90k);
        if (end <= last || (lastLength > 0 && isNear(last + lastLength, end))) {
            return usualLength();
        }
        return end - last;
    }

    /** Units that the last sample lasts by itself; without a better knowledge as long as the one before it. */
    long usualLength() {
        return Math.max(1, lastLength > 0 ? lastLength : lastStep);
    }

    /** Says whether {@link #usualLength} is more than a guess. */
    boolean knowsLength() {
        return lastLength > 0 || lastStep > 0;
    }

    /** A time or a span in units, rounded to the nearest. */
    long units(long time90k) {
        long seconds = Math.floorDiv(time90k, INPUT_TIMESCALE);
        long rest = Math.floorMod(time90k, INPUT_TIMESCALE);
        return seconds * timescale + (rest * timescale + INPUT_TIMESCALE / 2) / INPUT_TIMESCALE;
    }
}
