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
import io.xiu.hls.ts.TsOutput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a writer says to tracks that were not checked before, and to samples out of turn. */
class SegmentWriterTest {
    private static final Track BAD_VIDEO = Track.video(1, Codec.AV1, "", 640, 360, new byte[1]);
    private static final int LONG_SAMPLE_BYTES = 32 << 20;
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

    @Test
    void noClockGoesOnFromWhatIsDiscarded() {
        for (long start90k : new long[] {0, 3 * 3_600 * 90_000L}) {
            ts.discard();
            ts.startPeriod(List.of(TestTracks.audio()), false);
            ts.startPart(true, true);
            Sample sample = TestSamples.audio(start90k, 10);
            ts.write(sample, start90k);
            sample.data().release();
        }

        ByteBuf segment = ts.endSegment(3 * 3_600 * 90_000L + 2_089);
        assertThat(segment.readableBytes()).as("tables and one packet").isEqualTo(3 * TsOutput.PACKET_BYTES);
        segment.release();
    }

    @Test
    void aFragmentOfMoreBytesThanAFragmentMayHaveIsTwo() {
        Track track = Track.audio(2, Codec.AC3, "ac-3", 48_000, 2, new byte[] {0x10, 0x10, (byte) 0xC0});
        ByteBuf data = allocator.buffer(LONG_SAMPLE_BYTES).writeZero(LONG_SAMPLE_BYTES);
        mp4.startPeriod(List.of(track), false);
        mp4.startPart(true, true);
        for (int i = 0; i < 4; i++) {
            mp4.write(new Sample(track, i * 2_880L, i * 2_880L, true, data), i * 2_880L);
        }
        data.release();
        assertThat(allocator.metric().usedHeapMemory())
                .as("a fragment of three, and the sample of the next")
                .isBetween(4L * LONG_SAMPLE_BYTES, 4L * LONG_SAMPLE_BYTES + 100_000);

        ByteBuf part = mp4.endPart(4 * 2_880L);

        assertThat(part.readableBytes()).isBetween(4 * LONG_SAMPLE_BYTES, 4 * LONG_SAMPLE_BYTES + 1_000);
        assertThat(mp4.bytes()).isEqualTo(part.readableBytes());
        part.release();
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
