package io.xiu.rtmp.testing;

import java.util.List;
import java.util.Random;

/** Where a generator's decisions come from: a seed, or the bytes of a fuzzer, which so can learn what they do. */
@FunctionalInterface
public interface Choices {
    /** A number from 0 to {@code bound - 1}. */
    int next(int bound);

    /** Decisions that follow from a seed. */
    static Choices random(long seed) {
        Random random = new Random(seed);
        return random::nextInt;
    }

    /** Decisions that the bytes make, one to three bytes each; when they are used up it's always 0. */
    static Choices of(byte[] bytes) {
        int[] at = {0};
        return bound -> {
            int value = 0;
            for (int reach = 1; reach < bound && at[0] < bytes.length; reach <<= 8) {
                value = (value << 8 | (bytes[at[0]++] & 0xFF)) & 0x7FFFFF;
            }
            return value % bound;
        };
    }

    /** True once in so many times; never when bytes are used up. */
    default boolean oneIn(int times) {
        return next(times) == times - 1;
    }

    /** One of these. */
    default <T> T any(List<T> values) {
        return values.get(next(values.size()));
    }
}
