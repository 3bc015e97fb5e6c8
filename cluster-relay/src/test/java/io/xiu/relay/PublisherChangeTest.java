package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What viewers get of a publisher that comes after another. */
class PublisherChangeTest {
    private static final int MOST_FRAMES_BEFORE_KEY = 300;

    private final Scene scene = new Scene();
    private final TestSink sink = new TestSink();

    @AfterEach
    void endEverything() {
        scene.close();
    }

    private Scene.TestPublisher second() {
        Scene.TestPublisher first = scene.publish(scene.publisherLoop);
        first.video(0, "key0");
        first.audio(0, "a0");
        scene.play(sink, scene.viewerLoop);
        first.publication().end();
        Scene.TestPublisher second = scene.publish(scene.otherLoop);
        for (int i = 0; i < MOST_FRAMES_BEFORE_KEY; i++) {
            second.video(i * 10, "early" + i);
        }
        scene.clock.settle();
        assertThat(sink.tags()).isEqualTo("V0:key0 A0:a0");
        return second;
    }

    @Test
    void itsVideoIsNotWaitedForLongerThanSoManyFrames() {
        Scene.TestPublisher second = second();
        second.video(3_000, "n1");
        second.video(3_040, "n2");
        scene.clock.settle();
        assertThat(sink.tags()).isEqualTo("V0:key0 A0:a0 V33:n1 V73:n2");
    }

    @Test
    void itsKeyFrameIsTheLastThatIsWaitedFor() {
        Scene.TestPublisher first = scene.publish(scene.publisherLoop);
        first.video(0, "key0");
        first.audio(0, "a0");
        scene.play(sink, scene.viewerLoop);
        first.publication().end();
        Scene.TestPublisher second = scene.publish(scene.otherLoop);
        second.video(0, "early");
        second.video(40, "key1");
        second.video(80, "n2");
        scene.clock.settle();
        assertThat(sink.tags()).isEqualTo("V0:key0 A0:a0 V33:key1 V73:n2");
    }
}
