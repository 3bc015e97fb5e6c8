package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hub says of its memory, and what shedding viewers does to it. */
final class HeldMemoryTest {
    private static final int BLOCK_BYTES = 256 * 1024;
    private static final String LONG = "x".repeat(100_000);

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
        assertThat(scene.hub.heldBytes()).isZero();
    }

    @Test
    void withoutViewersItIsTheGopCachesBytes() {
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);
        assertThat(scene.hub.heldBytes()).isZero();
        publisher.video(0, "key" + LONG);
        publisher.video(40, LONG);
        scene.clock.settle();
        long kept = 2L * (LONG.length() + 5) + "key".length();
        assertThat(scene.stream().gopBytes()).isEqualTo(kept);
        assertThat(scene.hub.heldBytes()).isEqualTo(kept);
        publisher.video(80, "key");
        scene.clock.settle();
        assertThat(scene.stream().gopBytes()).isEqualTo("key".length() + 5);
    }

    @Test
    void theNewestKeyFrameIsKeptForSoManyBytesAndNoLonger() {
        Scene endless = new Scene(RelaySettings.DEFAULT.withGops(0, 2_000).withGopBytes(1 << 20));
        Scene.TestPublisher publisher = endless.publish(endless.publisherLoop);
        publisher.audio(0, "a");
        publisher.video(0, "key");
        TestSink healthy = new TestSink();
        endless.play(healthy, endless.viewerLoop);
        publisher.video(40, "key");
        for (int i = 1; i <= 12; i++) {
            publisher.video(40 + i * 40, LONG);
            endless.clock.settle();
        }
        assertThat(endless.hub.heldBytes()).as("two frames in each block").isEqualTo(6 * BLOCK_BYTES);
        publisher.video(1_000, LONG);
        endless.clock.settle();
        assertThat(endless.hub.heldBytes()).isLessThanOrEqualTo(2 * BLOCK_BYTES);
        assertThat(healthy.tags().split(" ")).hasSize(14);
        endless.close();
        assertThat(endless.hub.heldBytes()).isZero();
    }

    @Test
    void aViewerThatLagsKeepsBlocksUntilItIsShed() {
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);
        publisher.video(0, "key");
        publisher.audio(0, "a");
        scene.clock.settle();
        TestSink slow = new TestSink();
        TestSink healthy = new TestSink();
        slow.takes = 0;
        Viewer lagging = scene.play(slow, scene.viewerLoop);
        Viewer keepingUp = scene.play(healthy, scene.viewerLoop);
        for (int i = 1; i <= 20; i++) {
            publisher.video(i * 40, (i % 5 == 0 ? "key" : "") + LONG);
        }
        scene.advance(100);
        assertThat(lagging.statistics().lagBytes()).isGreaterThan(20L * LONG.length());
        assertThat(keepingUp.statistics().lagBytes()).isZero();
        assertThat(scene.hub.heldBytes()).isGreaterThan(20L * LONG.length());

        lagging.shed();
        scene.advance(100);
        assertThat(slow.calls).contains("shed");
        assertThat(scene.stream().viewers()).containsExactly(keepingUp);
        assertThat(scene.hub.heldBytes() - scene.stream().gopBytes()).isLessThanOrEqualTo(2 * BLOCK_BYTES);

        lagging.shed();
        scene.advance(100);
        assertThat(slow.calls).filteredOn("shed"::equals).hasSize(1);
    }
}
