package io.xiu.server.statistics;

/** Turns a counter that only grows into its rate over the last interval. For one thread; the rate is for any. */
final class Rate {
    private long last;
    private volatile long perSecond;

    /** Takes the counter's value at the end of an interval of {@code seconds}. */
    void sample(long value, double seconds) {
        perSecond = Math.round((value - last) / seconds);
        last = value;
    }

    long perSecond() {
        return perSecond;
    }

    /** Of a counter of bytes: kbit/s. */
    long kilobits() {
        return perSecond * 8 / 1000;
    }
}
