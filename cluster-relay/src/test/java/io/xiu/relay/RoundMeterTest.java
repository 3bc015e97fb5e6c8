package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundMeterTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final RoundMeter meter = new RoundMeter();

    private void round(long at, long cost) {
        meter.begins(at);
        meter.cost(cost);
    }

    @Test
    void countsRoundsTheirCostAndTheirBytes() {
        meter.viewers(1);
        meter.viewers(1);
        meter.sent(100);
        assertThat(meter.read().bytes()).as("seen with the next round").isZero();
        round(0, 5 * MILLI);
        meter.sent(11);
        round(10 * MILLI, 7 * MILLI);
        meter.viewers(-1);
        assertThat(meter.read()).isEqualTo(new DeliveryStatistics(1, 111, 2, 12 * MILLI, 10 * MILLI));
    }

    @Test
    void theFirstIntervalIsTakenAsItIsAndTheOthersMoveTheMeanByASixteenth() {
        round(0, 1);
        assertThat(meter.read().intervalNanos()).isZero();
        round(160, 1);
        assertThat(meter.read().intervalNanos()).isEqualTo(160);
        round(160 + 320, 1);
        assertThat(meter.read().intervalNanos()).isEqualTo(170);
    }

    @Test
    void anIntervalOfASecondIsIdlenessAndDoesNotCount() {
        round(0, 1);
        round(100, 1);
        round(100 + SECOND, 1);
        assertThat(meter.read().intervalNanos()).isEqualTo(100);
        round(100 + 2 * SECOND - 1, 1);
        assertThat(meter.read().intervalNanos()).isEqualTo(100 + (SECOND - 1 - 100) / 16);
    }
}
