package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampUnwrapperTest {
    private static final long TURN_MILLIS = 1L << 32;

    @Test
    void takesTheFirstAsItIs() {
        assertThat(new TimestampUnwrapper().next(-7)).isEqualTo(-7);
        assertThat(new TimestampUnwrapper().next(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void goesOnFromAnyTime() {
        assertThat(new TimestampUnwrapper(5 * TURN_MILLIS).next(40)).isEqualTo(5 * TURN_MILLIS + 40);
        assertThat(new TimestampUnwrapper(5 * TURN_MILLIS).next(-40)).isEqualTo(5 * TURN_MILLIS - 40);
        assertThat(new TimestampUnwrapper(0).next(Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void followsAnyLineWhoseStepsAreShortEnough() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            TimestampUnwrapper timestamps = new TimestampUnwrapper();
            long line = timestamps.next(random.nextInt());
            for (int i = 0; i < 200; i++) {
                line += random.nextInt();
                assertThat(timestamps.next((int) line)).as("seed %d", seed).isEqualTo(line);
            }
        }
    }
}
