package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
    private Scene scene = new Scene();

    @AfterEach
    void endEverything() {
        scene.close();
        assertThat(scene.hub.streams()).isEmpty();
    }

    private Scene.TestPublisher started() {
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);
        publisher.metadata("m");
        publisher.videoHeader(0, "avc");
        publisher.audioHeader(0, "aac");
        publisher.video(0, "key1");
        publisher.audio(11, "a1");
        publisher.video(40, "inter1");
        scene.clock.settle();
        return publisher;
    }

    @Test
    void startsALateViewerWithTheHeadersStampedLikeItsFirstFrame() {
        Scene.TestPublisher publisher = started();
        publisher.video(2_000, "key2");
        publisher.video(2_040, "inter2");
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        publisher.audio(2_051, "a2");
        scene.clock.settle();
        assertThat(sink.calls).containsExactly("started audio video");
        assertThat(sink.tags()).isEqualTo("D0:onMetaDatam V2000:avc A2000:aac V2000:key2 V2040:inter2 A2051:a2");
    }

    @Test
    void givesViewersOnAllLoopsTheSameBytes() {
        Scene.TestPublisher publisher = started();
        TestSink same = new TestSink();
        TestSink first = new TestSink();
        TestSink second = new TestSink();
        scene.play(same, scene.publisherLoop);
        scene.play(first, scene.viewerLoop);
        scene.play(second, scene.otherLoop);
        publisher.video(80, "inter3");
        scene.clock.settle();
        assertThat(first.tags()).endsWith("V0:key1 A11:a1 V40:inter1 V80:inter3");
        assertThat(second.tags()).isEqualTo(first.tags());
        assertThat(same.tags()).isEqualTo(first.tags());
    }

    @Test
    void refusesAViewerOfAnAbsentStreamAtOnce() {
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        assertThat(sink.calls).containsExactly("refused");
        assertThat(scene.hub.streams()).isEmpty();
    }

    @Test
    void holdsTheFlvViewersUntilBothTracksWereSeen() {
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        publisher.videoHeader(0, "avc");
        publisher.video(0, "key1");
        scene.clock.settle();
        assertThat(sink.calls).isEmpty();
        publisher.audio(10, "a1");
        scene.clock.settle();
        assertThat(sink.calls).containsExactly("started audio video");
        assertThat(sink.tags()).isEqualTo("V0:avc V0:key1 A10:a1");
    }

    @Test
    void startsFlvViewersOneSecondAfterTheFirstFrameWithWhatThereIs() {
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        publisher.audio(0, "a1");
        scene.advance(999);
        assertThat(sink.calls).isEmpty();
        scene.advance(1);
        assertThat(sink.calls).containsExactly("started audio");
        assertThat(sink.tags()).isEqualTo("A0:a1");
        publisher.video(1_000, "key1");
        scene.clock.settle();
        assertThat(sink.tags()).as("a later track").isEqualTo("A0:a1 V1000:key1");
    }

    @Test
    void keepsItsViewersThroughTheHoldAndGoesOnWithoutAGap() {
        Scene.TestPublisher first = started();
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        first.publication().end();
        scene.advance(9_900);
        TestSink late = new TestSink();
        scene.play(late, scene.viewerLoop);
        assertThat(late.calls).as("accepted during the hold").containsExactly("started audio video");
        Scene.TestPublisher second = scene.publish(scene.otherLoop);
        assertThat(second.calls).containsExactly("accepted");
        second.videoHeader(0, "avc2");
        second.video(0, "inter0");
        second.video(500, "key9");
        second.audio(511, "a9");
        scene.clock.settle();
        assertThat(sink.calls).containsExactly("started audio video");
        assertThat(sink.tags()).endsWith("V40:inter1 V80:avc2 V580:key9 A591:a9");
        assertThat(late.tags()).endsWith("V40:inter1 V80:avc2 V580:key9 A591:a9");
    }

    @Test
    void endsWhenTheHoldRunsOut() {
        Scene.TestPublisher publisher = started();
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        publisher.publication().end();
        scene.advance(9_999);
        assertThat(sink.calls).doesNotContain("ended");
        scene.advance(1);
        assertThat(sink.calls).endsWith("ended");
        assertThat(scene.hub.streams()).isEmpty();
    }

    @Test
    void endsAtOnceWithoutAHold() {
        scene = new Scene(RelaySettings.DEFAULT.withHold(Duration.ZERO));
        Scene.TestPublisher publisher = started();
        publisher.publication().end();
        scene.clock.settle();
        assertThat(scene.hub.streams()).isEmpty();
    }

    @Test
    void refusesASecondPublisherAsSoonAsTheFirstGivesASignOfLife() {
        Scene.TestPublisher first = started();
        Scene.TestPublisher second = scene.publish(scene.otherLoop);
        scene.advance(1_900);
        assertThat(second.calls).isEmpty();
        first.publication().heard();
        scene.clock.settle();
        assertThat(second.calls).containsExactly("refused");
        assertThat(first.calls).containsExactly("accepted");
    }

    @Test
    void letsASecondPublisherTakeOverFromASilentFirstOneAndDropsWhatThatStillSends() {
        Scene.TestPublisher first = started();
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        Scene.TestPublisher second = scene.publish(scene.otherLoop);
        scene.advance(2_000);
        assertThat(first.calls).containsExactly("accepted", "dropped TAKEN_OVER");
        assertThat(second.calls).containsExactly("accepted");
        first.video(80, "key8");
        second.video(0, "key9");
        scene.clock.settle();
        assertThat(sink.tags()).endsWith("V40:inter1 V80:key9");
        assertThat(sink.calls).containsExactly("started audio video");
    }

    @Test
    void dropsAPublisherThatIsSilentForTenSecondsAndHoldsItsStream() {
        Scene.TestPublisher publisher = started();
        scene.advance(9_000);
        publisher.publication().heard();
        scene.advance(9_999);
        assertThat(publisher.calls).containsExactly("accepted");
        scene.advance(1);
        assertThat(publisher.calls).containsExactly("accepted", "dropped SILENT");
        assertThat(scene.stream().state()).isEqualTo(LiveStream.State.HELD);
    }

    @Test
    void asksTheSourceOnceAndAdmitsWhoWaitsWhenTheStreamComes() {
        int[] asked = new int[1];
        scene.hub.source((stream, path) -> asked[0]++);
        TestSink one = new TestSink();
        TestSink two = new TestSink();
        scene.play(one, scene.viewerLoop);
        scene.play(two, scene.otherLoop);
        assertThat(asked[0]).isOne();
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop, true);
        publisher.video(0, "key1");
        publisher.audio(5, "a1");
        scene.clock.settle();
        assertThat(one.tags()).isEqualTo("V0:key1 A5:a1");
        assertThat(two.tags()).isEqualTo("V0:key1 A5:a1");
    }

    @Test
    void refusesWhoWaitedTenSecondsForAStreamThatDidNotCome() {
        scene.hub.source((stream, path) -> {});
        TestSink sink = new TestSink();
        scene.play(sink, scene.viewerLoop);
        scene.advance(9_999);
        assertThat(sink.calls).isEmpty();
        scene.advance(1);
        assertThat(sink.calls).containsExactly("refused");
        scene.advance(10_000);
        assertThat(scene.hub.streams()).as("nobody wants it any more").isEmpty();
    }

    @Test
    void endsAPulledStreamTenSecondsAfterItsLastViewerLeft() {
        scene.hub.source((stream, path) -> {});
        TestSink sink = new TestSink();
        Viewer viewer = scene.play(sink, scene.viewerLoop);
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop, true);
        viewer.leave();
        for (int second = 0; second < 9; second++) {
            scene.advance(1_000);
            publisher.publication().heard();
        }
        assertThat(publisher.calls).containsExactly("accepted");
        scene.advance(1_000);
        assertThat(publisher.calls).containsExactly("accepted", "dropped ENDED");
    }

    @Test
    void keepsAPublishedStreamThatNobodyWatches() {
        Scene.TestPublisher publisher = started();
        for (int second = 0; second < 30; second++) {
            scene.advance(1_000);
            publisher.publication().heard();
        }
        assertThat(publisher.calls).containsExactly("accepted");
    }

    @Test
    void forgetsAViewerWhoseLeavingOvertookItsArrivalOnAHandover() {
        started().publication().end();
        scene.clock.settle();
        scene.hub.publish(Scene.KEY, Scene.PUBLISHER, scene.otherLoop, new Scene.TestPublisher());
        Viewer viewer = scene.hub.play(
                Scene.KEY,
                new FlvFormat(TrackSelection.ALL),
                scene.viewerLoop,
                new TestSink(),
                Scene.VIEWER,
                List.of());
        scene.viewerLoop.execute(viewer::leave);
        scene.clock.settle();
        assertThat(scene.stream().viewers()).isEmpty();
    }

    @Test
    void aPublisherIsToldWhetherAnybodyWatches() {
        Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);
        assertThat(publisher.watched).containsExactly(false);
        publisher.audio(0, "a0");
        publisher.video(0, "key0");
        Viewer first = scene.play(new TestSink(), scene.viewerLoop);
        Viewer second = scene.play(new TestSink(), scene.otherLoop);
        assertThat(publisher.watched).containsExactly(false, true);
        first.leave();
        scene.clock.settle();
        assertThat(publisher.watched).containsExactly(false, true);
        second.leave();
        scene.clock.settle();
        assertThat(publisher.watched).containsExactly(false, true, false);
    }

    @Test
    void aPublisherThatComesToViewersIsReadAtOnce() {
        scene.publish(scene.publisherLoop).publication().end();
        scene.clock.settle();
        scene.play(new TestSink(), scene.viewerLoop);
        Scene.TestPublisher next = scene.publish(scene.otherLoop);
        assertThat(next.watched).isEmpty();
    }
}
