package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.relay.Lag.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each limit to the byte and to the nanosecond. */
class LagTest {
    private static final long BYTES = 1_000;
    private static final long AGE = Duration.ofSeconds(5).toNanos();
    private static final long STALL = Duration.ofSeconds(15).toNanos();
    private static final long GRACE = Duration.ofSeconds(10).toNanos();

    /** A clock may show anything when it is first asked. */
    private static final long BEGIN = Long.MAX_VALUE - AGE;

    private static final DeliverySettings LIMITS = new DeliverySettings(
            BYTES, Duration.ofNanos(AGE), Duration.ofNanos(STALL), Duration.ZERO, Duration.ofMillis(350));

    private final Lag lag = new Lag();

    /** A viewer that was up to date until now. */
    @BeforeEach
    void begin() {
        lag.joined(BEGIN);
        lag.caughtUp();
    }

    private Verdict judge(long sent, long head, long nanosSinceBegin) {
        return lag.judge(sent, head, BEGIN + nanosSinceBegin, LIMITS);
    }

    @Test
    void asManyBytesAsAllowedAreFineAndOneMoreIsTooMuch() {
        assertThat(judge(0, BYTES, 0)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(0, BYTES + 1, 1)).isEqualTo(Verdict.JUMP);
        assertThat(judge(1, BYTES + 1, 2)).as("it took a byte").isEqualTo(Verdict.PATIENCE);
    }

    @Test
    void anAgeAsAllowedIsFineAndANanosecondMoreIsTooMuch() {
        assertThat(judge(0, 1, 0)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(0, 1, AGE)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(0, 1, AGE + 1)).isEqualTo(Verdict.JUMP);
    }

    @Test
    void theAgeIsThatOfTheOldestByteNotSent() {
        judge(0, 100, 0);
        assertThat(judge(99, 200, AGE)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(99, 300, AGE + 1)).as("byte 99 is still there").isEqualTo(Verdict.JUMP);
        assertThat(judge(100, 400, AGE + 2)).as("now it has gone").isEqualTo(Verdict.PATIENCE);
        assertThat(judge(399, 500, 2 * AGE + 2)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(399, 500, 2 * AGE + 3)).isEqualTo(Verdict.JUMP);
    }

    @Test
    void aConnectionMayTakeNothingForAsLongAsAllowedAndNotLonger() {
        judge(0, 1, 0);
        assertThat(judge(0, 1, STALL)).isNotEqualTo(Verdict.STALLED);
        assertThat(judge(0, 1, STALL + 1)).isEqualTo(Verdict.STALLED);
    }

    @Test
    void aSingleByteIsProgress() {
        judge(0, 500, 0);
        judge(1, 500, STALL);
        assertThat(judge(1, 500, 2 * STALL)).isNotEqualTo(Verdict.STALLED);
        assertThat(judge(1, 500, 2 * STALL + 1)).isEqualTo(Verdict.STALLED);
    }

    @Test
    void whoHasCaughtUpBeginsAnew() {
        judge(0, 1, 0);
        lag.caughtUp();
        assertThat(lag.isBehind()).isFalse();
        assertThat(judge(1, 2, STALL + 1)).isEqualTo(Verdict.PATIENCE);
        assertThat(lag.isBehind()).isTrue();
        assertThat(judge(1, 2, STALL + 1 + AGE)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(1, 2, STALL + 2 + AGE)).isEqualTo(Verdict.JUMP);
    }

    @Test
    void whatAViewerStartsWithIsNoLagForTenSeconds() {
        lag.joined(BEGIN);
        assertThat(judge(0, 10 * BYTES, 0)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(1, 10 * BYTES, GRACE - 1)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(1, 10 * BYTES, GRACE)).isEqualTo(Verdict.JUMP);
    }

    @Test
    void whatAViewerStartsWithIsLagOnceItHasCaughtUp() {
        lag.joined(BEGIN);
        judge(0, 10 * BYTES, 0);
        lag.caughtUp();
        assertThat(judge(0, BYTES + 1, 1)).isEqualTo(Verdict.JUMP);
    }

    @Test
    void aViewerThatTakesNothingIsGivenUpHoweverNewItIs() {
        DeliverySettings hurried = new DeliverySettings(
                BYTES, Duration.ofNanos(AGE), Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(350));
        lag.joined(BEGIN);
        lag.judge(0, 1, BEGIN, hurried);
        assertThat(lag.judge(0, 1, BEGIN + 1_000_000_000, hurried)).isEqualTo(Verdict.PATIENCE);
        assertThat(lag.judge(0, 1, BEGIN + 1_000_000_001, hurried)).isEqualTo(Verdict.STALLED);
    }

    @Test
    void aJumpIsNoProgressAndItsBytesAreNoLag() {
        judge(0, BYTES + 1, 0);
        lag.jumped(900, BYTES + 1, BEGIN + 1);
        assertThat(judge(900, 900 + BYTES, AGE)).isEqualTo(Verdict.PATIENCE);
        assertThat(judge(900, 900 + BYTES + 1, AGE)).isEqualTo(Verdict.JUMP);
        assertThat(judge(900, 900 + BYTES, STALL)).isNotEqualTo(Verdict.STALLED);
        assertThat(judge(900, 900 + BYTES, STALL + 1)).isEqualTo(Verdict.STALLED);
    }
}
