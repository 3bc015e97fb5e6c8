package io.xiu.flv;

/**
 * Makes one line of timestamps of 32 bits, which begin anew every 49.7 days: each is put where it's nearest to the one
 * before. Not safe for use by several threads.
 */
public final class TimestampUnwrapper {
    private boolean started;
    private long last;

    /** A line whose first timestamp is taken as it is, signed. */
    public TimestampUnwrapper() {}

    /** A line that goes on from {@code lastMillis}. */
    public TimestampUnwrapper(long lastMillis) {
        started = true;
        last = lastMillis;
    }

    /**
     * Places the next timestamp.
     *
     * @param timestampMillis at most 2^31 ms from the one before
     * @return milliseconds, whose lower 32 bits are the timestamp's
     */
    public long next(int timestampMillis) {
        last = started ? last + (timestampMillis - (int) last) : timestampMillis;
        started = true;
        return last;
    }
}
