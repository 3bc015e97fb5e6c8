package io.xiu.server.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MemoryWatchdogTest extends MemoryScene {
    @Test
    void justUnderTheLimitEverybodyComesInAndNobodyIsShed() {
        Publisher publisher = publish("a");
        watch("a", "slow");
        fallBehind(publisher, "slow", 10);
        memory.use(85 * MEBIBYTE - 1);
        check();
        assertThat(watchdog.admitsViewer()).isTrue();
        assertThat(watchdog.admitsPublisher()).isTrue();
        assertThat(shed).isEmpty();
        assertThat(watchdog.shedViewers()).isZero();
        assertThat(watchdog.refusedViewers()).isZero();
    }

    @Test
    void atTheLimitNewViewersAreRefusedAndThoseWhoLagGoSlowestFirst() {
        Publisher publisher = publish("a");
        watch("a", "healthy");
        watch("a", "slow");
        fallBehind(publisher, "slow", 10);
        watch("a", "slower");
        sink("slower").takes = false;
        fallBehind(publisher, "slow", 1);
        memory.use(85 * MEBIBYTE);
        check();
        assertThat(watchdog.admitsViewer()).isFalse();
        assertThat(watchdog.admitsPublisher()).as("publishers come last").isTrue();
        assertThat(watchdog.refusedViewers()).isOne();
        assertThat(shed).startsWith("slow").doesNotContain("healthy");
        check();
        check();
        assertThat(shed).doesNotHaveDuplicates().doesNotContain("healthy");
        assertThat(watchdog.shedViewers()).isEqualTo(shed.size());
        assertThat(hub.streams()).hasSize(1);
    }

    private void oneLagsMuchAndAnotherLittle() {
        Publisher one = publish("a");
        Publisher other = publish("b");
        watch("a", "much");
        watch("b", "little");
        fallBehind(one, "much", 30);
        fallBehind(other, "little", 10);
    }

    @Test
    void whoLagsLessThanHalfOfTheSlowestStaysForTheNextCheck() {
        oneLagsMuchAndAnotherLittle();
        memory.use(90 * MEBIBYTE);
        check();
        assertThat(shed).containsExactly("much");
        check();
        assertThat(shed).containsExactly("much", "little");
        assertThat(watchdog.shedViewers()).isEqualTo(2);
    }

    @Test
    void sheddingEndsAsSoonAsThereIsEnough() {
        oneLagsMuchAndAnotherLittle();
        memory.use(90 * MEBIBYTE);
        check();
        memory.use(84 * MEBIBYTE);
        check();
        assertThat(shed).containsExactly("much");
        assertThat(watchdog.admitsViewer()).as("still near the limit").isFalse();
        memory.use(83 * MEBIBYTE - 1);
        check();
        assertThat(watchdog.admitsViewer()).isTrue();
    }

    @Test
    void memoryThatLiesIdleInTheAllocatorCountsHalf() {
        memory.heldBytes = 70 * MEBIBYTE;
        memory.allocatedBytes = 100 * MEBIBYTE - 1;
        check();
        assertThat(watchdog.admitsViewer()).isTrue();
        memory.allocatedBytes = 100 * MEBIBYTE;
        check();
        assertThat(watchdog.admitsViewer()).isFalse();
    }

    @Test
    void whenNobodyLagsPublishersAreRefusedAndAfterAWhileTheLargestStreamEnds() {
        Publisher small = publish("small");
        Publisher large = publish("large");
        small.frames(2);
        large.frames(5);
        loop.settle();
        memory.use(92 * MEBIBYTE);
        for (int i = 0; i < 20; i++) {
            check();
        }
        assertThat(watchdog.admitsPublisher()).isTrue();
        assertThat(hub.streams()).hasSize(2);
        memory.use(93 * MEBIBYTE);
        for (int i = 0; i < 4; i++) {
            check();
        }
        assertThat(watchdog.admitsPublisher()).isFalse();
        assertThat(watchdog.refusedPublishers()).isOne();
        assertThat(hub.streams()).hasSize(2);
        check();
        assertThat(watchdog.endedStreams()).isOne();
        assertThat(hub.streams())
                .singleElement()
                .extracting(stream -> stream.key().name())
                .isEqualTo("small");
    }
}
