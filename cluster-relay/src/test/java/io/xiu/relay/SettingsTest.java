package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which numbers are taken, and which are refused. */
class SettingsTest {
    private static final Duration NANO = Duration.ofNanos(1);
    private static final Duration BEFORE = Duration.ofNanos(-1);

    private static DeliverySettings delivery(long bytes, Duration lag, Duration stall, Duration min, Duration max) {
        return new DeliverySettings(bytes, lag, stall, min, max);
    }

    @Test
    void theSmallestLimitsOnDeliveryAreTaken() {
        DeliverySettings least = delivery(1, NANO, NANO, Duration.ZERO, Duration.ZERO);
        assertThat(least.lagBytes()).isOne();
        assertThat(delivery(1, NANO, NANO, NANO, NANO).mergeMax()).isEqualTo(NANO);
    }

    static Stream<Arguments> wrongLimits() {
        return Stream.of(
                Arguments.of(0L, NANO, NANO, Duration.ZERO, NANO),
                Arguments.of(-1L, NANO, NANO, Duration.ZERO, NANO),
                Arguments.of(1L, Duration.ZERO, NANO, Duration.ZERO, NANO),
                Arguments.of(1L, BEFORE, NANO, Duration.ZERO, NANO),
                Arguments.of(1L, NANO, Duration.ZERO, Duration.ZERO, NANO),
                Arguments.of(1L, NANO, BEFORE, Duration.ZERO, NANO));
    }

    @ParameterizedTest
    @MethodSource("wrongLimits")
    void limitsOnLagAndStallMustBePositive(long bytes, Duration lag, Duration stall, Duration min, Duration max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delivery(bytes, lag, stall, min, max))
                .withMessage("the limits on lag and stall must be positive");
    }

    static Stream<Arguments> wrongPauses() {
        return Stream.of(
                Arguments.of(BEFORE, NANO),
                Arguments.of(BEFORE, BEFORE),
                Arguments.of(Duration.ZERO, BEFORE),
                Arguments.of(Duration.ofNanos(2), NANO));
    }

    @ParameterizedTest
    @MethodSource("wrongPauses")
    void pausesMustBeInOrder(Duration min, Duration max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delivery(1, NANO, NANO, min, max))
                .withMessage("pauses must satisfy 0 <= mergeMin <= mergeMax");
    }

    private static RelaySettings relay(int number, int frames, long bytes, Duration... times) {
        return new RelaySettings(
                number, frames, bytes, times[0], times[1], times[2], times[3], times[4], DeliverySettings.DEFAULT);
    }

    private static Duration[] zeros() {
        return new Duration[] {Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO};
    }

    @Test
    void nothingIsEnoughForEveryNumberOfALiveStream() {
        RelaySettings least = relay(0, 0, 0, zeros());
        assertThat(least.gopNumber()).isZero();
        assertThat(least.firstFrameWait()).isZero();
    }

    static Stream<Arguments> negativeNumbers() {
        return Stream.of(Arguments.of(-1, 0, 0L), Arguments.of(0, -1, 0L), Arguments.of(0, 0, -1L));
    }

    @ParameterizedTest
    @MethodSource("negativeNumbers")
    void noNumberOfALiveStreamMayBeNegative(int number, int frames, long bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> relay(number, frames, bytes, zeros()))
                .withMessage("numbers and durations must not be negative");
    }

    @Test
    void noDurationOfALiveStreamMayBeNegative() {
        for (int which = 0; which < 5; which++) {
            Duration[] times = zeros();
            times[which] = BEFORE;
            assertThatIllegalArgumentException()
                    .as("duration %d", which)
                    .isThrownBy(() -> relay(0, 0, 0, times))
                    .withMessage("numbers and durations must not be negative");
        }
    }
}
