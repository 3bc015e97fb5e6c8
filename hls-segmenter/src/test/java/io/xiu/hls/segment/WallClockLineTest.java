package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockLineTest {
    private static final long DATE = 1_700_000_000_000L;

    private final WallClockLine line = new WallClockLine();

    @Test
    void followsMediaTimeThroughJitter() {
        line.start(900, DATE);

        assertThat(line.next(900, DATE)).isEqualTo(DATE);
        assertThat(line.next(900 + 450_000, DATE + 5_200)).isEqualTo(DATE + 5_000);
        assertThat(line.next(900 + 900_000, DATE + 9_800)).isEqualTo(DATE + 10_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.95, 1.05})
    void staysWithTheWallClockWhileThePublishersDriftsForADay(double rate) {
        line.start(0, DATE);
        for (long media = 0; media < 86_400_000; media += 4_000) {
            long wall = DATE + Math.round(media * rate);
            assertThat(line.isBroken(media * 90, wall)).isFalse();
            assertThat(line.next(media * 90, wall)).isBetween(wall - 1_000, wall + 1_000);
        }
    }

    @Test
    void noticesAClockThatWasSet() {
        line.start(0, DATE);

        assertThat(line.isBroken(90_000, DATE + 1_000 + 10_000)).isFalse();
        assertThat(line.isBroken(90_000, DATE + 1_000 + 10_001)).isTrue();
        assertThat(line.isBroken(90_000, DATE + 1_000 - 10_001)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 251, -250, -251, 999, 1_000, 1_001, -1_001})
    void isDrawnByATenthOfTheTimeAtMost(int error) {
        line.start(0, DATE);
        long drawn = Math.abs(error) == 250 ? 0 : Math.max(-1_000, Math.min(error, 1_000));

        assertThat(line.next(900_000, DATE + 10_000 + error)).isEqualTo(DATE + 10_000 + drawn);
        assertThat(line.next(900_090, DATE + 10_001 + drawn)).isEqualTo(DATE + 10_001 + drawn);
    }

    @Test
    void comesBackSlowlyFromABurst() {
        line.start(0, DATE);

        assertThat(line.next(360_000, DATE)).isEqualTo(DATE + 3_600);
        assertThat(line.next(720_000, DATE + 4_000)).isEqualTo(DATE + 7_200);
    }
}
