package io.xiu.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.codec.FlacConfiguration;
import io.xiu.flv.codec.Octets;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Hex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How much a sequence header may say, to the byte and to the hertz. */
class SequenceHeaderBoundsTest {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_HERTZ = 768_000;

    private final List<String> complaints = new ArrayList<>();
    private final List<Track> tracks = new ArrayList<>();
    private final FlvAdapter adapter = new FlvAdapter(
            new SampleSink() {
                @Override
                public void tracks(List<Track> next) {
                    tracks.addAll(next);
                }

                @Override
                public void sample(Sample sample) {
                    sample.data().release();
                }

                @Override
                public void discontinuity() {}

                @Override
                public void leftOut(String reason) {
                    complaints.add(reason);
                }

                @Override
                public void unsupported(@Nullable String reason) {}
            },
            Container.FRAGMENTED_MP4,
            true);

    private void take(MediaKind kind, ByteBuf body) {
        adapter.frame(new MediaFrame(kind, MediaFrame.Role.HEADER, 0, body));
        body.release();
    }

    /** The sequence header with zeros behind it, so that its payload has so many bytes. */
    private static ByteBuf padded(ByteBuf header, int headerBytes, int payloadBytes) {
        int missing = payloadBytes - (header.readableBytes() - headerBytes);
        ByteBuf padded = Unpooled.buffer().writeBytes(header).writeZero(missing);
        header.release();
        return padded;
    }

    /** FLAC of two channels: its records have 20 bits for the sample rate. */
    private static ByteBuf flac(int hertz) {
        ByteBuf body = Hex.bytes("90 'fLaC'");
        new FlacConfiguration(4_096, 4_096, 0, 0, hertz, 2, 24, 0, Octets.of(new byte[16]), true).write(body);
        return body;
    }

    @Test
    void asManyBytesAsAllowedAreReadAndNoneMore() {
        take(MediaKind.VIDEO, padded(Tags.videoHeader(), 5, MAX_BYTES));
        assertThat(complaints).isEmpty();
        assertThat(tracks).hasSize(1);
        take(MediaKind.VIDEO, padded(Tags.videoHeader(), 5, MAX_BYTES + 1));
        assertThat(adapter.drops().of(DropCounts.Reason.CONFIGURATION)).isOne();
        assertThat(tracks).hasSize(1);
    }

    @Test
    void aByteMoreIsToldAsWhatIsWrong() {
        take(MediaKind.VIDEO, padded(Tags.videoHeader(), 5, MAX_BYTES + 1));
        assertThat(complaints).containsExactly("H264 sequence header of 16385 bytes");
        assertThat(tracks).isEmpty();
    }

    @Test
    void aSampleRateAsHighAsAllowedIsTakenAndNoneHigher() {
        take(MediaKind.AUDIO, flac(MAX_HERTZ));
        assertThat(tracks).singleElement().extracting(Track::sampleRate).isEqualTo(MAX_HERTZ);
        take(MediaKind.AUDIO, flac(MAX_HERTZ + 1));
        assertThat(adapter.drops().of(DropCounts.Reason.CONFIGURATION)).isOne();
        assertThat(tracks).hasSize(1);
    }
}
