package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.message.MediaKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who comes too late, and who is there when a live stream ends. */
class LiveStreamEndTest {
    private final Scene scene = new Scene();

    @AfterEach
    void endEverything() {
        scene.close();
        assertThat(scene.hub.streams()).isEmpty();
    }

    private Scene.TestPublisher started() {
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);
        publisher.video(0, "key0");
        publisher.audio(0, "a0");
        return publisher;
    }

    private LiveStream ended() {
        LiveStream stream = scene.stream();
        stream.endNow();
        scene.clock.settle();
        assertThat(stream.state()).isEqualTo(LiveStream.State.ENDED);
        return stream;
    }

    @Test
    void aThirdPublisherIsRefusedAtOnceWhileASecondWaits() {
        started();
        Scene.TestPublisher second = scene.publish(scene.otherLoop);
        Scene.TestPublisher third = scene.publish(scene.viewerLoop);
        assertThat(third.calls).containsExactly("refused");
        assertThat(second.calls).isEmpty();
        scene.advance(2_000);
        assertThat(second.calls).containsExactly("accepted");
    }

    @Test
    void aPublisherThatWaitsForTheNameHearsOfTheEndToo() {
        Scene.TestPublisher first = started();
        Scene.TestPublisher second = scene.publish(scene.otherLoop);
        ended();
        assertThat(first.calls).containsExactly("accepted", "dropped ENDED");
        assertThat(second.calls).containsExactly("refused");
        scene.advance(2_000);
        assertThat(second.calls).containsExactly("refused");
    }

    @Test
    void aPublisherThatLeavesMakesRoomForTheOneThatWaits() {
        Scene.TestPublisher first = started();
        Scene.TestPublisher second = scene.publish(scene.otherLoop);
        first.publication().end();
        scene.clock.settle();
        assertThat(second.calls).containsExactly("accepted");
        scene.advance(2_000);
        assertThat(second.calls).containsExactly("accepted");
        assertThat(first.calls).containsExactly("accepted");
    }

    @Test
    void nobodyPublishesToAStreamThatIsOver() {
        started();
        LiveStream over = ended();
        Scene.TestPublisher late = new Scene.TestPublisher();
        scene.hub.publish(over, Scene.PUBLISHER, scene.otherLoop, late);
        scene.clock.settle();
        assertThat(late.calls).containsExactly("refused");
        assertThat(scene.publish(scene.otherLoop).calls).as("by its name").containsExactly("accepted");
    }

    @Test
    void nobodyWatchesAStreamThatIsOver() {
        started();
        LiveStream over = ended();
        TestSink sink = new TestSink();
        scene.hub.play(over, new FlvFormat(TrackSelection.ALL), scene.viewerLoop, sink, Scene.VIEWER);
        scene.clock.settle();
        assertThat(sink.calls).containsExactly("refused");
        assertThat(over.viewers()).isEmpty();
    }

    @Test
    void aReaderOfAStreamThatIsOverIsToldAtOnce() {
        started();
        LiveStream over = ended();
        boolean[] told = {false};
        over.read(new FrameReader() {
            @Override
            public void frame(MediaFrame frame) {
                throw new AssertionError("there is none");
            }

            @Override
            public void ended() {
                told[0] = true;
            }
        });
        scene.clock.settle();
        assertThat(told[0]).isTrue();
    }

    @Test
    void whoWaitsForAStreamThatEndsInVainIsRefused() {
        scene.hub.source((stream, path) -> {});
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        assertThat(sink.calls).isEmpty();
        LiveStream over = ended();
        assertThat(sink.calls).containsExactly("refused");
        assertThat(over.viewers()).isEmpty();
    }

    @Test
    void aViewerThatPausedMeanwhileHearsOfTheEndWhenItGoesOn() {
        started();
        TestSink sink = new TestSink();
        Viewer viewer = scene.play(sink, scene.viewerLoop);
        viewer.pause();
        scene.clock.settle();
        LiveStream over = ended();
        assertThat(sink.calls).doesNotContain("ended");
        viewer.resume();
        scene.clock.settle();
        assertThat(sink.calls).endsWith("ended");
        assertThat(over.viewers()).isEmpty();
    }

    @Test
    void whatComesAfterTheEndIsGivenBack() {
        Scene.TestPublisher publisher = started();
        ended();
        ByteBuf body = Unpooled.buffer().writeZero(10);
        publisher.publication().publish(MediaKind.VIDEO, 40, body);
        assertThat(body.refCnt()).isZero();
        publisher.publication().heard();
        publisher.publication().discontinuity();
        publisher.publication().end();
        publisher.publication().endStream();
        scene.clock.settle();
        assertThat(publisher.calls).containsExactly("accepted", "dropped ENDED");
    }
}
