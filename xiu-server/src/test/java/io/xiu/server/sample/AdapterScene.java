package io.xiu.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Hex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An adapter fed with tag bodies, and what it made of them, a line for each call. */
final class AdapterScene {
    private final RecordingSink sink = new RecordingSink();
    private final FlvAdapter adapter;

    AdapterScene(Container container, boolean audioAlone) {
        adapter = new FlvAdapter(sink, container, audioAlone);
    }

    private static final class RecordingSink implements SampleSink {
        final List<String> calls = new ArrayList<>();

        @Override
        public void tracks(List<Track> tracks) {
            calls.add("tracks " + tracks);
        }

        @Override
        public void sample(Sample sample) {
            calls.add("%s dts %d pts %d%s %d bytes"
                    .formatted(
                            sample.kind() == TrackKind.VIDEO ? "video" : "audio",
                            sample.dts90k() / 90,
                            sample.pts90k() / 90,
                            sample.keyFrame() ? " key" : "",
                            sample.data().readableBytes()));
            sample.data().release();
        }

        @Override
        public void discontinuity() {
            calls.add("discontinuity");
        }

        @Override
        public void leftOut(String reason) {
            calls.add("log: " + reason);
        }

        @Override
        public void unsupported(@Nullable String reason) {
            calls.add("unsupported: " + reason);
        }
    }

    void video(long timestampMillis, ByteBuf body) {
        frame(new MediaFrame(MediaKind.VIDEO, MediaFrame.Role.CODED, timestampMillis, body));
    }

    void video(long timestampMillis, String hex) {
        video(timestampMillis, Hex.bytes(hex));
    }

    void audio(long timestampMillis, ByteBuf body) {
        frame(new MediaFrame(MediaKind.AUDIO, MediaFrame.Role.CODED, timestampMillis, body));
    }

    void audio(long timestampMillis, String hex) {
        audio(timestampMillis, Hex.bytes(hex));
    }

    void discontinuity() {
        frame(new MediaFrame(MediaKind.DATA, MediaFrame.Role.DISCONTINUITY, 0, Unpooled.EMPTY_BUFFER));
    }

    /** Feeds a frame and releases its body, which the adapter must neither have kept nor read on from. */
    void frame(MediaFrame frame) {
        ByteBuf body = frame.body();
        int readerIndex = body.readerIndex();
        adapter.frame(frame);
        assertThat(body.refCnt()).as("the body is only borrowed").isEqualTo(1);
        assertThat(body.readerIndex()).isEqualTo(readerIndex);
        body.release();
    }

    /** What the adapter has called since the last {@link #take}. */
    List<String> calls() {
        return sink.calls;
    }

    List<String> take() {
        List<String> taken = List.copyOf(sink.calls);
        sink.calls.clear();
        return taken;
    }

    long drops(DropCounts.Reason reason) {
        return adapter.drops().of(reason);
    }

    boolean carriesNothing() {
        return adapter.carriesNothing();
    }
}
