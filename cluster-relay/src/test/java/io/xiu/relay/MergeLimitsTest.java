package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shortest and the longest pause between two rounds of delivery, to the millisecond. */
class MergeLimitsTest {
    private Scene scene = new Scene();

    /** When the viewer was sent something, in milliseconds since the test began. */
    private final List<Long> sendMillis = new ArrayList<>();

    private final TestSink sink = new TestSink();
    private Scene.TestPublisher publisher = new Scene.TestPublisher();
    private long beginNanos;
    private int frames;

    @AfterEach
    void endEverything() {
        sink.whenSending = () -> {};
        scene.close();
    }

    /** A viewer whose sends take so long; it has got the first frames, and its loop has rested. */
    private void begin(int mergeMinMillis, int mergeMaxMillis, int sendTakesMillis) {
        scene = Scene.merging(mergeMinMillis, mergeMaxMillis);
        publisher = scene.publish(scene.publisherLoop);
        publisher.audio(0, "a0");
        publisher.video(0, "key0");
        scene.play(sink, scene.viewerLoop);
        scene.advance(5_000);
        beginNanos = scene.viewerLoop.nanoTime();
        sink.whenSending = () -> {
            sendMillis.add((scene.viewerLoop.nanoTime() - beginNanos) / 1_000_000);
            scene.clock.spend(Duration.ofMillis(sendTakesMillis));
        };
    }

    private void frame() {
        publisher.video(++frames, "n" + frames);
        scene.clock.settle();
    }

    @Test
    void aFrameWithinTheShortestPauseWaitsForItsEnd() {
        begin(50, 350, 0);
        frame();
        scene.advance(1);
        frame();
        scene.advance(48);
        assertThat(sendMillis).as("a millisecond before the end of the pause").containsExactly(0L);
        scene.advance(1);
        assertThat(sendMillis).as("at its end").containsExactly(0L, 50L);
    }

    @ParameterizedTest
    @CsvSource({"49, 50", "50, 50", "51, 51"})
    void aFrameAfterTheShortestPauseIsSentAtOnce(long after, long sent) {
        begin(50, 350, 0);
        frame();
        scene.advance(after);
        frame();
        scene.advance(100);
        assertThat(sendMillis).containsExactly(0L, sent);
    }

    @Test
    void withoutAShortestPauseEachFrameIsSentAtOnce() {
        begin(0, 350, 0);
        for (int i = 0; i < 5; i++) {
            frame();
            scene.advance(1);
        }
        assertThat(sendMillis).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    /** Publishes a frame a millisecond; the intervals from send to send, without the first of them. */
    private List<Long> intervalsOfABusyLoop() {
        for (int i = 0; i < 10_000 && sendMillis.size() < 20; i++) {
            publisher.video(++frames, "n" + frames);
            scene.advance(1);
        }
        List<Long> intervals = new ArrayList<>();
        for (int i = 3; i < sendMillis.size(); i++) {
            intervals.add(sendMillis.get(i) - sendMillis.get(i - 1));
        }
        return intervals;
    }

    @Test
    void aRoundThatAsksForMoreThanTheLongestIntervalGetsThatAndNoMore() {
        begin(0, 350, 228);
        assertThat(intervalsOfABusyLoop()).isNotEmpty().allMatch(interval -> interval == 350);
    }

    @Test
    void aRoundThatAsksForALittleLessThanTheLongestIntervalGetsWhatItAsksFor() {
        begin(0, 350, 226);
        assertThat(intervalsOfABusyLoop()).isNotEmpty().allMatch(interval -> interval >= 347 && interval <= 349);
    }

    @Test
    void aRoundLongerThanTheLongestIntervalIsFollowedByTheNext() {
        begin(0, 350, 400);
        assertThat(intervalsOfABusyLoop()).isNotEmpty().allMatch(interval -> interval >= 400 && interval <= 404);
    }

    @Test
    void withoutALongestPauseThereIsNone() {
        begin(0, 0, 100);
        assertThat(intervalsOfABusyLoop()).isNotEmpty().allMatch(interval -> interval >= 100 && interval <= 101);
    }
}
