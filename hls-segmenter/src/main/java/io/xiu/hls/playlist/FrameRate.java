package io.xiu.hls.playlist;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** FRAME-RATE: a decimal number with three decimals, which is written and read as one of seconds is. */
final class FrameRate {
    private static final double STEPS = 1_000;
    private static final double NANOS = 1e9;

    private FrameRate() {}

    /** As a number to be written; null for 0. */
    static @Nullable Duration decimal(double framesPerSecond) {
        return framesPerSecond == 0 ? null : Duration.ofMillis(Math.round(framesPerSecond * STEPS));
    }

    static double read(String text) {
        Duration number = Decimal.read(text);
        return number.getSeconds() + number.getNano() / NANOS;
    }
}
