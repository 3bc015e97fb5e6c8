package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import org.junit.jupiter.api.Test;

/** A budget of 50 commands a second: one for each 20 ms that pass. */
class CommandBudgetTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long ONE = SECOND / 50;

    private final CommandBudget budget = new CommandBudget(50);

    @Test
    void allowsASecondsWorthAtOnce() throws RtmpException {
        for (int i = 0; i < 50; i++) {
            budget.spend(1);
        }
        assertUsedUp();
    }

    @Test
    void takesSeveralTogetherOrNotAtAll() throws RtmpException {
        budget.spend(46);
        assertThatExceptionOfType(RtmpException.class).isThrownBy(() -> budget.spend(5));
        budget.spend(4);
        assertUsedUp();
    }

    @Test
    void isFilledAsTimePasses() throws RtmpException {
        budget.tick(7 * SECOND);
        budget.spend(50);
        budget.tick(7 * SECOND + ONE - 1);
        assertUsedUp();
        budget.tick(7 * SECOND + ONE);
        budget.spend(1);
        budget.tick(7 * SECOND + 4 * ONE);
        budget.spend(3);
        assertUsedUp();
    }

    @Test
    void isNotFilledByTheFirstLookAtTheClock() throws RtmpException {
        budget.spend(50);
        budget.tick(100 * SECOND);
        assertUsedUp();
    }

    @Test
    void holdsNoMoreThanASecondsWorth() throws RtmpException {
        budget.tick(0);
        budget.spend(10);
        budget.tick(10 * SECOND);
        budget.spend(50);
        assertUsedUp();
    }

    @Test
    void losesNothingToAClockThatGoesBack() throws RtmpException {
        budget.tick(5 * SECOND);
        budget.spend(49);
        budget.tick(3 * SECOND);
        budget.spend(1);
        assertUsedUp();
        budget.tick(3 * SECOND + ONE);
        budget.spend(1);
        assertUsedUp();
    }

    @Test
    void isFilledThoughTheClockWraps() throws RtmpException {
        budget.tick(Long.MAX_VALUE);
        budget.spend(50);
        budget.tick(Long.MIN_VALUE + ONE - 1);
        budget.spend(1);
        assertUsedUp();
    }

    private void assertUsedUp() {
        assertThatExceptionOfType(RtmpException.class)
                .isThrownBy(() -> budget.spend(1))
                .withMessage("more than 50 commands a second")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CMD_RATE));
    }
}
