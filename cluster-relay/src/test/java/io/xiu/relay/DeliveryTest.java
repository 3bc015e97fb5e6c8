package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final long LAG_BYTES = 1_000_000;
    private static final String LARGE = "x".repeat(100_000);

    private final Scene scene = new Scene(new RelaySettings(
            1,
            2_000,
            16 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            new DeliverySettings(
                    LAG_BYTES, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ZERO, Duration.ofMillis(350))));
    private final Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);
    private final TestSink slow = new TestSink();
    private final TestSink healthy = new TestSink();

    @AfterEach
    void endEverything() {
        slow.allow(Long.MAX_VALUE);
        scene.close();
    }

    private void begin() {
        publisher.videoHeader(0, "avc");
        publisher.audio(0, "a0");
        publisher.video(0, "key0");
        scene.play(slow, scene.viewerLoop);
        scene.play(healthy, scene.viewerLoop);
    }

    private void large(int timestampMillis, String name) {
        publisher.video(timestampMillis, name + LARGE);
        scene.clock.settle();
    }

    @Test
    void losesNothingJustUnderTheLimitInBytes() {
        begin();
        slow.allow(0);
        for (int i = 1; i <= 9; i++) {
            large(i * 40, i == 5 ? "key5" : "n" + i);
        }
        slow.allow(Long.MAX_VALUE);
        viewer(slow).writable();
        assertThat(jumps(slow)).isZero();
        assertThat(slow.tags()).as("just under the limit nothing is lost").isEqualTo(healthy.tags());
    }

    @Test
    void finishesWhatTheConnectionTookBeforeItJumps() {
        begin();
        slow.allow(0);
        for (int i = 1; i <= 12; i++) {
            large(i * 40, i == 8 ? "key8" : "n" + i);
        }
        slow.allow(Long.MAX_VALUE);
        publisher.video(1_000, "end");
        scene.clock.settle();
        assertThat(slow.tags())
                .isEqualTo("V0:avc V0:key0 V40:n1 V320:key8 V360:n9 V400:n10 V440:n11 V480:n12 V1000:end");
        assertThat(healthy.tags()).contains("V80:n2");
    }

    @Test
    void neverCutsAFrameHoweverLargeItIs() {
        begin();
        slow.allow(0);
        publisher.video(40, "huge" + LARGE.repeat(6));
        scene.clock.settle();
        assertThat(slow.pendingBytes())
                .as("a connection's own messages may follow any write")
                .isGreaterThan(6L * LARGE.length());
    }

    @Test
    void waitsAtTheHeadForTheNextKeyFrameIfThereIsNoneToJumpTo() {
        begin();
        slow.allow(0);
        for (int i = 1; i <= 12; i++) {
            large(i * 40, "n" + i);
        }
        slow.allow(Long.MAX_VALUE);
        publisher.video(1_000, "lost");
        publisher.videoHeader(1_040, "avc2");
        publisher.video(1_040, "key1");
        scene.clock.settle();
        assertThat(slow.tags()).isEqualTo("V0:avc V0:key0 V40:n1 V1040:avc2 V1040:key1");
    }

    @Test
    void jumpsWhenTheOldestUnsentByteIsOlderThanTheLimit() {
        begin();
        slow.allow(0);
        publisher.video(40, "n1");
        scene.clock.settle();
        scene.advance(5_000);
        publisher.video(80, "n2");
        scene.clock.settle();
        assertThat(jumps(slow)).as("at the limit").isZero();
        scene.advance(200);
        large(120, "n3");
        publisher.video(160, "key4");
        scene.clock.settle();
        assertThat(jumps(slow)).isOne();
        assertThat(jumps(healthy)).isZero();
    }

    @Test
    void givesUpAViewerWhoseConnectionTakesNothing() {
        begin();
        slow.allow(0);
        for (int i = 1; i <= 150; i++) {
            publisher.video(i * 100, i % 20 == 0 ? "key" + i : "n" + i);
            scene.advance(100);
        }
        assertThat(slow.calls).doesNotContain("stalled");
        for (int i = 151; i <= 153; i++) {
            publisher.video(i * 100, "n" + i);
            scene.advance(100);
        }
        assertThat(slow.calls).endsWith("stalled");
        assertThat(healthy.calls).doesNotContain("stalled");
        assertThat(scene.stream().viewers()).hasSize(1);
    }

    @Test
    void takesTheGopAViewerStartedWithForNoLag() {
        publisher.audio(0, "a0");
        publisher.video(0, "key0" + LARGE);
        for (int i = 1; i < 20; i++) {
            large(i * 40, "n" + i);
        }
        slow.allow(0);
        scene.play(slow, scene.viewerLoop);
        scene.advance(9_900);
        publisher.video(1_000, "n20");
        scene.clock.settle();
        assertThat(jumps(slow)).isZero();
        scene.advance(200);
        publisher.video(1_040, "n21");
        scene.clock.settle();
        assertThat(jumps(slow)).isOne();
    }

    @Test
    void givesEachBlockBackWhenTheSlowestCursorHasPassed() {
        begin();
        for (int i = 1; i <= 100; i++) {
            large(i * 40, i % 4 == 0 ? "key" + i : "n" + i);
        }
        assertThat(healthy.tags().split(" ")).hasSize(102);
        assertThat(slow.tags()).isEqualTo(healthy.tags());
    }

    /** Blocks of 256 KiB hold two of the large frames. */
    @Test
    void whatIsLittleGoesOverTheEndOfABlockAtOnce() {
        begin();
        publisher.video(40, "n1" + LARGE);
        publisher.video(80, "n2" + LARGE);
        scene.clock.settle();
        assertThat(healthy.gathered).isZero();
        publisher.video(120, "n3" + "y".repeat(20_000));
        publisher.video(160, "n4" + LARGE);
        scene.clock.settle();
        assertThat(healthy.gathered).isOne();
        publisher.audio(170, "a5");
        scene.clock.settle();
        assertThat(healthy.gathered)
                .as("nothing lies before the end of the block any more")
                .isOne();
        assertThat(healthy.tags())
                .isEqualTo("V0:avc V0:key0 V40:n1 V80:n2 V120:n3" + "y".repeat(20_000) + " V160:n4 A170:a5");
    }

    @Test
    void whatIsMoreThanABlockWaitsForItsTurn() {
        begin();
        slow.allow(0);
        large(40, "n1");
        large(80, "n2");
        large(120, "n3");
        large(160, "n4");
        slow.allow(Long.MAX_VALUE);
        int before = slow.gathered;
        viewer(slow).writable();
        assertThat(slow.gathered - before)
                .as("300 kB are more than is sent at once")
                .isZero();
        assertThat(slow.tags()).isEqualTo(healthy.tags());
    }

    @Test
    void aViewerThatLeavesWhileItIsSentTwoBlocksGivesBothBack() {
        begin();
        large(40, "n1");
        large(80, "n2");
        healthy.whenSending = () -> viewer(healthy).leave();
        publisher.video(120, "n3" + "y".repeat(20_000));
        publisher.video(160, "n4" + LARGE);
        scene.clock.settle();
        assertThat(healthy.gathered).isOne();
        assertThat(slow.tags()).endsWith("V160:n4");
    }

    @Test
    void startsAgainAtAKeyFrameAfterAPause() {
        begin();
        Viewer viewer = scene.stream().viewers().stream()
                .filter(v -> v == slow.leavesOnEnd)
                .findFirst()
                .orElseThrow();
        viewer.pause();
        scene.clock.settle();
        publisher.video(40, "n1");
        publisher.video(80, "key2");
        publisher.video(120, "n3");
        viewer.resume();
        scene.clock.settle();
        assertThat(slow.tags()).isEqualTo("V0:avc V0:key0 V80:avc V80:key2 V120:n3");
    }

    @Test
    void sendsNoVideoToAViewerThatSwitchedToAudio() {
        begin();
        viewer(slow).switchTo(new FlvFormat(new TrackSelection(true, false)));
        scene.clock.settle();
        publisher.video(40, "n1");
        publisher.audio(50, "a1");
        scene.clock.settle();
        publisher.video(80, "key2");
        publisher.audio(90, "a2");
        scene.clock.settle();
        assertThat(slow.tags()).isEqualTo("V0:avc V0:key0 A50:a1 A90:a2");
    }

    @Test
    void emptiesAGopCacheThatPassesItsBoundAndLetsJoinersWait() {
        begin();
        for (int i = 1; i <= 180; i++) {
            large(i * 40, "n" + i);
        }
        TestSink late = new TestSink();
        scene.play(late, scene.viewerLoop);
        publisher.video(8_000, "n181");
        scene.clock.settle();
        assertThat(late.tags()).isEmpty();
        publisher.video(8_040, "key182");
        scene.clock.settle();
        assertThat(late.tags()).isEqualTo("V8040:avc V8040:key182");
    }

    @Test
    void emptiesAGopCacheThatHasTooManyFrames() {
        begin();
        for (int i = 1; i <= 1_998; i++) {
            publisher.video(i * 10, "n" + i);
        }
        TestSink inTime = new TestSink();
        scene.play(inTime, scene.viewerLoop);
        assertThat(inTime.tags()).as("as many frames as allowed").startsWith("V0:avc V0:key0 V10:n1");
        publisher.video(19_990, "n1999");
        publisher.video(20_000, "n2000");
        TestSink late = new TestSink();
        scene.play(late, scene.viewerLoop);
        assertThat(late.tags()).isEmpty();
    }

    @Test
    void leavesAndJoinsWithoutHarmWhileFramesFlow() {
        begin();
        for (int i = 1; i <= 300; i++) {
            TestSink sink = new TestSink();
            Viewer viewer = scene.hub.play(
                    Scene.KEY,
                    new FlvFormat(TrackSelection.ALL),
                    i % 2 == 0 ? scene.viewerLoop : scene.otherLoop,
                    sink,
                    scene.stream().viewers().iterator().next().info(),
                    java.util.List.of());
            if (i % 3 == 0) {
                viewer.leave();
            }
            publisher.video(i * 40, (i % 10 == 0 ? "key" : "n") + i + LARGE);
            if (i % 7 == 0) {
                scene.clock.settle();
            }
            viewer.leave();
        }
        scene.clock.settle();
        assertThat(scene.stream().viewers()).hasSize(2);
        assertThat(healthy.tags().split(" ")).hasSize(302);
    }

    @Test
    void closesAViewerWhoseConnectionTakesNothingAlsoWhenNoFrameComes() {
        begin();
        slow.allow(0);
        publisher.video(40, "n1");
        scene.advance(15_000);
        assertThat(slow.calls).doesNotContain("stalled");
        scene.advance(1_100);
        assertThat(slow.calls).endsWith("stalled");
        assertThat(viewer(slow).statistics().stalled()).isTrue();
        assertThat(scene.stream().totals().stalls()).isOne();
    }

    @Test
    void closesAViewerThatStallsWhileItWaitsForAKeyFrame() {
        begin();
        slow.allow(0);
        for (int i = 1; i <= 160; i++) {
            large(i * 100, "n" + i);
            scene.advance(100);
        }
        assertThat(jumps(slow)).isOne();
        assertThat(slow.calls).endsWith("stalled");
    }

    @Test
    void leavesOutOnlyTheViewerThatMeetsADefect() {
        TestSink last = new TestSink();
        begin();
        scene.play(last, scene.viewerLoop);
        healthy.defect = new IllegalStateException("broken");
        publisher.video(40, "n1");
        scene.clock.settle();
        publisher.video(80, "n2");
        scene.clock.settle();
        assertThat(healthy.calls).endsWith("failed broken");
        assertThat(slow.tags()).isEqualTo("V0:avc V0:key0 V40:n1 V80:n2");
        assertThat(last.tags()).isEqualTo(slow.tags());
        assertThat(scene.stream().viewers()).hasSize(2);
    }

    @Test
    void countsWhatWaitsWhatWasSentAndWhatWasLeftOut() {
        begin();
        slow.allow(0);
        for (int i = 1; i <= 9; i++) {
            large(i * 40, "n" + i);
        }
        assertThat(viewer(slow).statistics().lagBytes()).isBetween(900_000L, 901_000L);
        assertThat(viewer(healthy).statistics().lagBytes()).isZero();
        large(400, "n10");
        assertThat(scene.stream().totals().jumps()).isOne();
        assertThat(scene.stream().totals().skippedBytes())
                .isEqualTo(viewer(slow).statistics().skippedBytes())
                .isGreaterThan(800_000);
        slow.allow(Long.MAX_VALUE);
        viewer(slow).writable();
        assertThat(viewer(slow).statistics().lagBytes()).isZero();
        assertThat(scene.stream().totals().bytes())
                .isEqualTo(viewer(slow).statistics().bytes()
                        + viewer(healthy).statistics().bytes());
    }

    private long jumps(TestSink sink) {
        return viewer(sink).statistics().jumps();
    }

    private static Viewer viewer(TestSink of) {
        return Objects.requireNonNull(of.leavesOnEnd);
    }
}
