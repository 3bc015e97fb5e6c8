package io.xiu.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.relay.DeliveryStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapKeeperTest {
    private static final DeliveryStatistics IDLE = new DeliveryStatistics(0, 0, 100, 1_000, 1_000_000);
    private static final DeliveryStatistics QUICK =
            new DeliveryStatistics(10, 0, 100, 1_000, HeapKeeper.UNNOTICED_NANOS);
    private static final DeliveryStatistics SLOW =
            new DeliveryStatistics(9_000, 0, 100, 1_000, HeapKeeper.UNNOTICED_NANOS + 1);

    private List<DeliveryStatistics> loops = List.of();
    private long used;
    private long left;
    private int collections;

    private final HeapKeeper keeper = new HeapKeeper(() -> loops, () -> used, () -> {
        collections++;
        used = left;
    });

    @Test
    void collectsOnceTheHeapHasGrownByMoreThanTheLimit() {
        used = HeapKeeper.GROWTH_BYTES;
        keeper.run();
        assertThat(collections).isZero();

        used++;
        keeper.run();
        assertThat(collections).isOne();
    }

    @Test
    void measuresGrowthFromWhatTheLastCollectionLeft() {
        left = 5_000_000;
        used = HeapKeeper.GROWTH_BYTES + 1;
        keeper.run();
        used = left + HeapKeeper.GROWTH_BYTES;
        keeper.run();
        assertThat(collections).isOne();

        used++;
        keeper.run();
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void measuresGrowthFromTheLowestUseSeenIfSomebodyElseHasCollected() {
        left = 50_000_000;
        used = HeapKeeper.GROWTH_BYTES + 1;
        keeper.run();
        used = 1_000_000;
        keeper.run();
        used = 1_000_001 + HeapKeeper.GROWTH_BYTES;
        keeper.run();
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void leavesALoopAloneWhoseViewersWouldNotice() {
        used = HeapKeeper.GROWTH_BYTES + 1;
        loops = List.of(IDLE, SLOW, QUICK);
        keeper.run();
        assertThat(collections).isZero();

        loops = List.of(IDLE, SLOW);
        keeper.run();
        assertThat(collections).isOne();
    }
}
