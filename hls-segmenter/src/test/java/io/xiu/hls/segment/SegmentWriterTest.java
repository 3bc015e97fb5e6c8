package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a writer says to tracks that were not checked before, and to samples out of turn. */
class SegmentWriterTest {
    private static final Track BAD_VIDEO = Track.video(1, Codec.AV1, "", 640, 360, new byte[1]);
    private static final Track BAD_AUDIO = Track.audio(2, Codec.FLAC, "", 44_100, 2, new byte[1]);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final SegmentWriter ts = new TsSegmentWriter(allocator);
    private final SegmentWriter mp4 = new Mp4SegmentWriter(allocator, 0);

    @AfterEach
    void release() {
        ts.discard();
        mp4.discard();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void refusesTracksThatWereNotChecked() {
        assertThatThrownBy(() -> ts.startPeriod(List.of(BAD_VIDEO), false)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mp4.startPeriod(List.of(BAD_VIDEO), false)).isInstanceOf(IllegalStateException.class);
        for (SegmentWriter writer : List.of(ts, mp4)) {
            begin(writer);
            assertThatThrownBy(() -> writer.addAudio(BAD_AUDIO)).isInstanceOf(IllegalStateException.class);
            assertThat(writer.addAudio(TestTracks.audio())).isTrue();
        }
    }

    @Test
    void fragmentedMp4NeedsAPeriod() {
        assertThatThrownBy(mp4::initialization).isInstanceOf(IllegalStateException.class);
        assertThat(mp4.bytes()).isZero();
    }

    @Test
    void audioDoesNotJoinOnceAPartIsOut() {
        for (SegmentWriter writer : List.of(ts, mp4)) {
            begin(writer);
            ByteBuf part = writer.endPart(3_600);
            assertThat(writer.bytes()).isEqualTo(part.readableBytes());
            part.release();

            assertThat(writer.addAudio(TestTracks.audio())).isFalse();
        }
    }

    private static void begin(SegmentWriter writer) {
        writer.startPeriod(List.of(TestTracks.video()), false);
        writer.startPart(true, true);
        Sample sample = TestSamples.video(0, true, 100);
        assertThat(writer.bytesWith(sample)).isGreaterThan(100);
        writer.write(sample, 0);
        sample.data().release();
        assertThat(writer.bytes()).isGreaterThan(100);
    }
}
