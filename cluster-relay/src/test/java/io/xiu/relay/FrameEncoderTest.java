package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.message.MediaKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A format whose encoder looks back, and one that can't carry everything. */
class FrameEncoderTest {
    private final Scene scene = new Scene();
    private final Scene.TestPublisher publisher = scene.publish(scene.publisherLoop);

    @AfterEach
    void endEverything() {
        scene.close();
    }

    /** Numbers the frames of a log after its headers; refuses streams that have nothing but "odd" headers. */
    private record Numbered(boolean farewell) implements WireFormat {
        private static final FlvFormat FLV = new FlvFormat(TrackSelection.ALL);

        @Override
        public FrameEncoder encoder() {
            return farewell ? new FarewellEncoder() : new NumberingEncoder();
        }

        @Override
        public TrackSelection tracks() {
            return TrackSelection.ALL;
        }

        @Override
        public boolean announcesTracks() {
            return false;
        }

        @Override
        public int encodedBytes(MediaFrame header) {
            return 0;
        }

        @Override
        public void encode(MediaFrame header, long timestampMillis, ByteBuf out) {
            throw new AssertionError("viewers get no headers of their own");
        }
    }

    private static final class NumberingEncoder implements FrameEncoder {
        private String headers = "";
        private int count;

        @Override
        public void header(MediaFrame header) {
            headers += header.body().toString(StandardCharsets.ISO_8859_1).replaceAll("[^a-z]", "");
        }

        @Override
        public boolean carriesNothing() {
            return headers.equals("odd");
        }

        @Override
        public int encodedBytes(MediaFrame frame) {
            count++;
            return frame.role() == MediaFrame.Role.HEADER ? 0 : 1_000;
        }

        @Override
        public boolean startsViewers(MediaFrame frame) {
            return frame.role() == MediaFrame.Role.SYNC;
        }

        @Override
        public void encode(MediaFrame frame, long timestampMillis, ByteBuf out) {
            ByteBuf body =
                    Unpooled.buffer().writeBytes(frame.body(), 0, frame.body().readableBytes());
            body.writeCharSequence("@" + count + headers, StandardCharsets.US_ASCII);
            Numbered.FLV.encode(
                    new MediaFrame(frame.kind(), frame.role(), timestampMillis, body), timestampMillis, out);
        }
    }

    /** Appends a frame when none follows. */
    private static final class FarewellEncoder implements FrameEncoder {
        private final NumberingEncoder before = new NumberingEncoder();

        @Override
        public int encodedBytes(MediaFrame frame) {
            return before.encodedBytes(frame);
        }

        @Override
        public boolean startsViewers(MediaFrame frame) {
            return before.startsViewers(frame);
        }

        @Override
        public void encode(MediaFrame frame, long timestampMillis, ByteBuf out) {
            before.encode(frame, timestampMillis, out);
        }

        @Override
        public int endBytes() {
            return 1_000_000;
        }

        @Override
        public void encodeEnd(ByteBuf out) {
            ByteBuf body = Unpooled.copiedBuffer("'\1\0\0\0farewell", StandardCharsets.ISO_8859_1);
            before.encode(new MediaFrame(MediaKind.VIDEO, MediaFrame.Role.CODED, 999, body), 999, out);
        }
    }

    /** Fails in the middle of the frame called defect. */
    private record Fragile() implements WireFormat {
        private static final FlvFormat FLV = new FlvFormat(TrackSelection.ALL);

        @Override
        public TrackSelection tracks() {
            return TrackSelection.ALL;
        }

        @Override
        public boolean announcesTracks() {
            return false;
        }

        @Override
        public int encodedBytes(MediaFrame frame) {
            return FLV.encodedBytes(frame);
        }

        @Override
        public void encode(MediaFrame frame, long timestampMillis, ByteBuf out) {
            if (frame.body().toString(StandardCharsets.ISO_8859_1).endsWith("defect")) {
                out.writeZero(10);
                throw new IllegalStateException("a defect made by a test");
            }
            FLV.encode(frame, timestampMillis, out);
        }
    }

    private TestSink play(Loop loop) {
        return play(loop, new Numbered(false));
    }

    private TestSink play(Loop loop, WireFormat format) {
        TestSink sink = new TestSink();
        ViewerInfo info = new ViewerInfo("v", ViewerInfo.Kind.HTTP_TS, "test", Instant.EPOCH);
        sink.leavesOnEnd = scene.hub.play(Scene.KEY, format, loop, sink, info, List.of());
        scene.clock.settle();
        return sink;
    }

    @Test
    void viewersShareOneEncoderThatKnowsTheHeadersBeforeItsFirstFrame() {
        publisher.videoHeader(0, "avc");
        publisher.video(0, "key0");
        publisher.video(40, "a");
        TestSink first = play(scene.viewerLoop);
        publisher.video(80, "key80");
        TestSink second = play(scene.otherLoop);
        publisher.video(120, "b");
        scene.clock.settle();
        assertThat(first.tags()).isEqualTo("V0:key0@1avc V40:a@2avc V80:key80@3avc V120:b@4avc");
        assertThat(second.tags()).isEqualTo("V80:key80@3avc V120:b@4avc");
    }

    @Test
    void anEncoderBeginsAnewAfterTheLastViewerHasLeft() {
        publisher.videoHeader(0, "avc");
        publisher.video(0, "key0");
        TestSink first = play(scene.viewerLoop);
        Objects.requireNonNull(first.leavesOnEnd).leave();
        scene.clock.settle();
        publisher.video(40, "a");
        assertThat(play(scene.viewerLoop).tags()).isEqualTo("V0:key0@1avc V40:a@2avc");
    }

    @Test
    void everyViewerGetsWhatAnEncoderHasLeftAtTheEnd() {
        publisher.videoHeader(0, "avc");
        publisher.video(0, "key0");
        TestSink viewer = play(scene.viewerLoop, new Numbered(true));
        TestSink other = play(scene.otherLoop, new Numbered(true));
        publisher.publication().endStream();
        scene.clock.settle();
        assertThat(viewer.tags()).isEqualTo("V0:key0@1 V999:farewell@1").isEqualTo(other.tags());
        assertThat(viewer.calls).contains("ended");
    }

    @Test
    void aFrameThatCannotBeEncodedLeavesNothingInTheLog() {
        publisher.video(0, "key0");
        TestSink viewer = play(scene.viewerLoop, new Fragile());
        assertThatIllegalStateException().isThrownBy(() -> publisher.video(40, "keydefect"));
        assertThatIllegalStateException().isThrownBy(() -> publisher.video(80, "defect"));
        publisher.video(120, "a");
        scene.clock.settle();
        assertThat(viewer.tags()).isEqualTo("V0:key0 V120:a");
        publisher.video(160, "key160");
        publisher.video(200, "b");
        scene.clock.settle();
        assertThat(viewer.tags()).isEqualTo("V0:key0 V120:a V160:key160 V200:b");
    }

    @Test
    void aViewerThatWouldGetNothingIsRefused() {
        publisher.videoHeader(0, "odd");
        publisher.video(0, "key0");
        assertThat(play(scene.viewerLoop).calls).containsExactly("refused");
        assertThat(scene.stream().viewers()).isEmpty();
        publisher.videoHeader(40, "avc");
        publisher.video(40, "key40");
        TestSink later = play(scene.viewerLoop);
        assertThat(later.calls).containsExactly("started video");
        assertThat(later.tags()).isEqualTo("V40:key40@1avc");
    }
}
