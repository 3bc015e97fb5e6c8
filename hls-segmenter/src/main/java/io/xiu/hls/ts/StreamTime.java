package io.xiu.hls.ts;

/** Unwraps times of 33 bits: each to the value nearest to the last. All streams of a program share one. */
final class StreamTime {
    private static final long WRAP = 1L << 33;

    private boolean started;
    private long last90k;

    long unwrap(long time33) {
        if (!started) {
            started = true;
            last90k = time33;
            return time33;
        }
        last90k = near(time33);
        return last90k;
    }

    /** The same without moving on. */
    long near(long time33) {
        long step = (time33 - last90k) & (WRAP - 1);
        return last90k + (step >= WRAP / 2 ? step - WRAP : step);
    }
}
