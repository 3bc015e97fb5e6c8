package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When rounds of delivery come, on loops whose sends take time. */
class DeliveriesTest {
    private final List<Scene> scenes = new ArrayList<>();

    @AfterEach
    void endEverything() {
        scenes.forEach(Scene::close);
    }

    /** Viewers that each take {@code micros} of their loop for a send, and a publisher of one frame each millisecond. */
    private final class Busy {
        final Scene scene;
        final Scene.TestPublisher publisher;
        final List<TestSink> sinks = new ArrayList<>();
        private int millis;

        Busy(int viewers, int micros, int mergeMinMillis, int mergeMaxMillis) {
            scene = Scene.merging(mergeMinMillis, mergeMaxMillis);
            scenes.add(scene);
            publisher = scene.publish(scene.publisherLoop);
            publisher.audio(0, "a0");
            publisher.video(0, "key0");
            for (int i = 0; i < viewers; i++) {
                TestSink sink = new TestSink();
                scene.play(sink, scene.viewerLoop);
                sink.whenSending = () -> scene.clock.spend(Duration.ofNanos(micros * 1_000L));
                sinks.add(sink);
            }
        }

        void frame() {
            publisher.video(++millis, "n" + millis);
            scene.clock.settle();
        }

        /** Publishes for a while and answers how many sends the first viewer then had for a second. */
        double sendsPerSecond(int seconds) {
            int before = sinks.get(0).sends;
            long from = scene.viewerLoop.nanoTime();
            while (scene.viewerLoop.nanoTime() - from < seconds * 1_000_000_000L) {
                publisher.video(++millis, "n" + millis);
                scene.advance(1);
            }
            return (sinks.get(0).sends - before) * 1e9 / (scene.viewerLoop.nanoTime() - from);
        }

        DeliveryStatistics statistics() {
            return scene.hub.delivery().get(0);
        }
    }

    @Test
    void aQuietLoopSendsEachFrameAtOnce() {
        Busy quiet = new Busy(3, 10, 0, 350);
        assertThat(quiet.sendsPerSecond(2)).isBetween(950.0, 1_000.0);
        assertThat(quiet.statistics().viewers()).isEqualTo(3);
    }

    @Test
    void theBytesOfALoopAreThoseOfItsViewers() {
        Busy quiet = new Busy(3, 10, 0, 350);
        quiet.sendsPerSecond(1);

        long ofViewers = quiet.scene.stream().totals().bytes();
        assertThat(ofViewers).isPositive();
        assertThat(quiet.statistics().bytes()).isEqualTo(ofViewers);
    }

    @Test
    void aRoundIsFollowedByAPauseOfOneAndAHalfTimesItsCost() {
        Busy busy = new Busy(10, 1_000, 0, 350);
        assertThat(busy.sendsPerSecond(5)).as("10 ms of cost, 15 ms of pause").isBetween(38.0, 41.0);
        DeliveryStatistics statistics = busy.statistics();
        assertThat(statistics.roundNanos() / statistics.rounds()).isBetween(9_000_000L, 10_000_000L);
        assertThat(statistics.intervalNanos()).isBetween(24_000_000L, 27_000_000L);
    }

    @Test
    void theIntervalEndsAtTheLongestMerging() {
        assertThat(new Busy(10, 22_000, 0, 350).sendsPerSecond(10))
                .as("220 ms of cost and 118 of pause are just under it")
                .isBetween(2.9, 3.0);
        assertThat(new Busy(10, 25_000, 0, 350).sendsPerSecond(10))
                .as("250 ms of cost leave 100 of pause")
                .isBetween(2.7, 2.9);
        assertThat(new Busy(10, 20_000, 0, 0).sendsPerSecond(10))
                .as("no merging asked for")
                .isBetween(4.5, 5.1);
    }

    @Test
    void roundsAreNotFartherApartThanAHundredMillisecondsWhileTheLoopHasTimeForThem() {
        assertThat(new Busy(10, 3_800, 0, 350).sendsPerSecond(10))
                .as("38 ms of cost and 57 of pause are just under it")
                .isBetween(10.3, 10.7);
        assertThat(new Busy(10, 5_000, 0, 350).sendsPerSecond(10))
                .as("50 ms of cost leave 50 of pause")
                .isBetween(9.8, 10.1);
        assertThat(new Busy(10, 6_400, 0, 350).sendsPerSecond(10))
                .as("64 ms of cost leave 36 of pause")
                .isBetween(9.8, 10.1);
        assertThat(new Busy(10, 7_800, 0, 350).sendsPerSecond(10))
                .as("78 ms of cost are 65 % of 120")
                .isBetween(8.1, 8.5);
    }

    @Test
    void whatIsForgivenIsNotPaidLater() {
        Busy busy = new Busy(10, 6_000, 0, 350);
        busy.sendsPerSecond(5);
        busy.sinks.forEach(sink -> sink.whenSending = () -> {});
        busy.sendsPerSecond(1);
        assertThat(busy.sendsPerSecond(1)).isGreaterThan(950);
    }

    @Test
    void aRoundWaitsForFramesThatComeCloseTogether() {
        Busy busy = new Busy(20, 100, 0, 350);
        busy.sendsPerSecond(1);
        int[] before = {busy.sinks.get(0).sends};
        for (int i = 0; i < 50; i++) {
            busy.frame();
            busy.scene.advance(1);
            busy.frame();
            busy.scene.advance(39);
        }
        assertThat(busy.sinks.get(0).sends - before[0]).as("1 ms apart").isEqualTo(50);
        before[0] = busy.sinks.get(0).sends;
        for (int i = 0; i < 50; i++) {
            busy.frame();
            busy.scene.advance(10);
            busy.frame();
            busy.scene.advance(30);
        }
        assertThat(busy.sinks.get(0).sends - before[0]).as("10 ms apart").isEqualTo(100);
    }

    @Test
    void oneLongRoundIsNoReasonToPause() {
        Busy busy = new Busy(10, 10, 0, 350);
        busy.scene.advance(1_000);
        busy.sinks.get(0).whenSending = () -> busy.scene.clock.spend(Duration.ofMillis(15));
        busy.frame();
        busy.scene.advance(1);
        busy.sinks.get(0).whenSending = () -> {};
        int sends = busy.sinks.get(0).sends;
        busy.frame();
        busy.scene.advance(4);
        assertThat(busy.sinks.get(0).sends - sends).isOne();
    }

    @Test
    void twoLoopsShareWhatOneMayTake() {
        Busy one = new Busy(10, 1_000, 0, 350);
        double alone = one.sendsPerSecond(5);
        Busy two = new Busy(10, 1_000, 0, 350);
        TestSink other = new TestSink();
        two.scene.play(other, two.scene.otherLoop);
        assertThat(two.sendsPerSecond(5) / alone).isBetween(0.48, 0.55);
    }

    @Test
    void aMinimumMergesOnAQuietLoop() {
        assertThat(new Busy(1, 10, 50, 350).sendsPerSecond(5)).isBetween(19.0, 20.5);
    }

    @Test
    void aLongRoundLetsTheLoopDoOtherWorkInBetween() {
        Busy busy = new Busy(64, 1_000, 0, 350);
        List<Integer> served = new ArrayList<>();
        int[] sends = {0};
        busy.sinks.forEach(sink -> {
            Runnable before = sink.whenSending;
            sink.whenSending = () -> {
                before.run();
                sends[0]++;
            };
        });
        busy.publisher.video(1, "n1");
        busy.scene.publisherLoop.execute(new Runnable() {
            @Override
            public void run() {
                busy.scene.clock.spend(Duration.ofNanos(1_000));
                served.add(sends[0]);
                if (sends[0] < 64) {
                    busy.scene.viewerLoop.execute(this);
                }
            }
        });
        busy.scene.clock.settle();
        assertThat(served).startsWith(0).endsWith(64).contains(16, 32, 48);
    }
}
