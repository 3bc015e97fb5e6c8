package io.xiu.server.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.server.testing.Logged;
import org.junit.jupiter.api.Test;

/** Each bound of the watchdog to the byte, and what it goes by. */
final class MemoryBoundsTest extends MemoryScene {
    private static final long LEAST_LAG_BYTES = 256 * 1024;

    @Test
    void publishersAreRefusedFromHalfwayBetweenTheThresholdAndTheLimit() {
        publish("a");
        memory.use(92 * MEBIBYTE + MEBIBYTE / 2 - 1);
        for (int i = 0; i < 10; i++) {
            check();
        }
        assertThat(watchdog.admitsPublisher()).isTrue();
        memory.use(92 * MEBIBYTE + MEBIBYTE / 2);
        check();
        assertThat(watchdog.admitsPublisher()).isFalse();
        memory.use(92 * MEBIBYTE + MEBIBYTE / 2 - 1);
        check();
        assertThat(watchdog.admitsPublisher()).isTrue();
        assertThat(hub.streams()).hasSize(1);
    }

    @Test
    void viewersMayComeAgainWhenTwoPercentMoreAreFree() {
        memory.use(85 * MEBIBYTE);
        check();
        memory.use(83 * MEBIBYTE);
        check();
        assertThat(watchdog.admitsViewer()).isFalse();
        memory.use(83 * MEBIBYTE - 1);
        check();
        assertThat(watchdog.admitsViewer()).isTrue();
        memory.use(85 * MEBIBYTE - 1);
        check();
        assertThat(watchdog.admitsViewer()).isTrue();
    }

    @Test
    void whoLagsByABlockGoesAndWhoLagsByAByteLessStays() {
        lagBy("a", LEAST_LAG_BYTES - 1);
        lagBy("b", LEAST_LAG_BYTES);
        memory.use(90 * MEBIBYTE);
        check();
        check();
        assertThat(shed).containsExactly("b");
    }

    @Test
    void whoLagsHalfAsMuchAsTheSlowestGoesWithItAndWhoLagsAByteLessStays() {
        lagBy("most", 4 * LEAST_LAG_BYTES);
        lagBy("half", 2 * LEAST_LAG_BYTES);
        lagBy("less", 2 * LEAST_LAG_BYTES - 1);
        memory.use(90 * MEBIBYTE);
        check();
        assertThat(shed).containsExactly("most", "half");
        check();
        assertThat(shed).containsExactly("most", "half", "less");
    }

    @Test
    void aCheckThatFailsIsLoggedAndTheNextIsMadeAllTheSame() {
        MemoryUsage broken = new MemoryUsage() {
            private int asked;

            @Override
            public long heldBytes() {
                if (++asked == 1) {
                    throw new IllegalStateException("a defect made by a test");
                }
                return 99;
            }

            @Override
            public long allocatedBytes() {
                return 99;
            }

            @Override
            public long limitBytes() {
                return 100;
            }
        };
        MemoryWatchdog other = new MemoryWatchdog(broken, 85, hub);
        try (Logged log = new Logged(MemoryWatchdog.class)) {
            other.check();
            assertThat(log.lines()).containsExactly("ERROR the memory was not looked after");
            assertThat(other.admitsViewer()).isTrue();
            other.check();
            assertThat(other.admitsViewer()).isFalse();
        }
    }

    @Test
    void whatIsAllocatedIsWhatNettyCounts() {
        DirectMemory usage = new DirectMemory(() -> 5);
        assertThat(usage.heldBytes()).isEqualTo(5);
        assertThat(usage.limitBytes()).isPositive();
        ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(32 << 20);
        assertThat(usage.allocatedBytes()).isGreaterThanOrEqualTo(32 << 20);
        buffer.release();
    }
}
