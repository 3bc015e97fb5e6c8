package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRateTest {
    private final FrameRate rate = new FrameRate();

    /** Notes frames as RTMP times them, in whole milliseconds. */
    private void frames(double perSecond, int from, int count) {
        for (int i = from; i < from + count; i++) {
            rate.frame(Math.round(i * 1_000 / perSecond) * 90);
        }
    }

    @ParameterizedTest
    @CsvSource({"25, 25", "29.97002997, 29.97", "30, 30", "23.976024, 23.976", "60, 60", "59.94006, 59.94", "12.5, 12.5"
    })
    void isTheMeanInThousandths(double perSecond, double expected) {
        frames(perSecond, 0, 200);
        assertThat(rate.perSecond()).isEqualTo(expected);
    }

    @Test
    void isUnknownAfterTooFewFrames() {
        frames(25, 0, 10);
        assertThat(rate.perSecond()).isZero();
        frames(25, 10, 1);
        assertThat(rate.perSecond()).isEqualTo(25);
    }

    @Test
    void beginsAnewWhereTheTimeJumpsOrStepsBack() {
        frames(25, 0, 50);
        frames(50, 1_000_000, 50);
        assertThat(rate.perSecond()).isEqualTo(50);
        frames(25, 0, 5);
        assertThat(rate.perSecond()).isZero();
    }
}
