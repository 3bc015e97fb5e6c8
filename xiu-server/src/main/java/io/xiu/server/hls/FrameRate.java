package io.xiu.server.hls;

/** How many video frames a second there are, by their decoding times. Timestamps are whole milliseconds, so it is the mean. */
final class FrameRate {
    private static final double CLOCK_90K = 90_000;
    private static final long MAX_STEP_90K = 90_000;
    private static final int MIN_FRAMES = 10;
    private static final double[] USUAL = {
        24_000 / 1_001.0, 24, 25, 30_000 / 1_001.0, 30, 48, 50, 60_000 / 1_001.0, 60, 100, 120_000 / 1_001.0, 120
    };
    private static final double TOLERANCE = 0.002;
    private static final double THOUSANDTHS = 1_000;

    private long steps;
    private long first90k;
    private long last90k;
    private boolean started;

    /** Notes the next frame. A time that steps back or jumps begins anew. */
    void frame(long dts90k) {
        long step = dts90k - last90k;
        if (!started || step <= 0 || step > MAX_STEP_90K) {
            started = true;
            steps = 0;
            first90k = dts90k;
        } else {
            steps++;
        }
        last90k = dts90k;
    }

    /** Frames a second, in thousandths; the usual one where it is near one. 0 after too few frames. */
    double perSecond() {
        if (steps < MIN_FRAMES) {
            return 0;
        }
        double mean = steps * CLOCK_90K / (last90k - first90k);
        double nearest = mean;
        double distance = TOLERANCE * mean;
        for (double usual : USUAL) {
            if (Math.abs(usual - mean) < distance) {
                nearest = usual;
                distance = Math.abs(usual - mean);
            }
        }
        return Math.round(nearest * THOUSANDTHS) / THOUSANDTHS;
    }
}
