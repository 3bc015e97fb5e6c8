package io.xiu.hls.segment;

import static io.xiu.hls.segment.PartRecording.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.TrackException;
import io.xiu.hls.mp4.Mp4Muxer;
import io.xiu.hls.segment.PartRecording.Taken;
import io.xiu.hls.ts.DropReason;
import io.xiu.hls.ts.TsOutput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given to a segmenter too late, too early or too large. */
class SegmenterMisuseTest {
    private static final long LAST_TIME = Mp4Muxer.MAX_TIME_90K / 2;
    private static final SegmenterSettings MP4_PARTS =
            SegmenterSettings.DEFAULT.withFormat(SegmentFormat.FMP4).withPartMillis(200);

    @Test
    void takesNothingAfterTheEnd() {
        Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT, new UnpooledByteBufAllocator(false, true));
        segmenter.finish();

        assertThatIllegalStateException().isThrownBy(() -> segmenter.tracks(List.of(TestTracks.video())));
        assertThatIllegalStateException().isThrownBy(segmenter::discontinuity);
        segmenter.finish();
        assertThat(segmenter.poll()).isNull();
        assertThat(segmenter.pollPart()).isNull();
        segmenter.release();
    }

    @Test
    void takesNothingOnceItIsReleased() {
        Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT, new UnpooledByteBufAllocator(false, true));
        segmenter.release();
        Sample sample = TestSamples.audio(0, 10);

        assertThatIllegalStateException().isThrownBy(() -> segmenter.write(sample, 0));
        assertThat(sample.data().refCnt()).isZero();
    }

    @Test
    void settingsTakeTheirVeryLimits() {
        SegmenterSettings least = new SegmenterSettings(1, 1 << 20, 0);
        assertThat(least.withFirstInitialization(0).firstInitialization()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SegmenterSettings(5, (1 << 20) - 1, 0))
                .withMessage("segments of at most 1048575 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> least.withPartMillis(19))
                .withMessage("parts of 19 ms");
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutTimesThatNothingCanBeCountedWith(SegmentFormat format) {
        PartRecording recording = new PartRecording(SegmenterSettings.DEFAULT.withFormat(format), TestTracks.video());
        for (long dts90k : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, LAST_TIME + 1, -LAST_TIME - 1}) {
            recording.write(TestSamples.video(dts90k, true, 50));
        }
        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(4);
        recording.write(TestSamples.video(LAST_TIME, true, 50));
        recording.write(TestSamples.video(-LAST_TIME, true, 50));

        assertThat(recording.finish()).hasSize(2);
        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(4);
    }

    @Test
    void noSegmentBeginsWithSoundFromBeforeItsPeriod() {
        PartRecording recording =
                new PartRecording(MP4_PARTS.withFragmentSeconds(1), TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(0, 3, 25, 1);
        recording.discontinuity();
        for (int i = 0; i < 10; i++) {
            recording.write(TestSamples.video(i * 3_600L, i == 0, 100));
        }
        recording.audio(-5, -0.5);
        long left = recording.segmenter.dropped(DropReason.TIMESTAMP);
        recording.write(TestSamples.audio(32_400, 50));

        List<Taken> segments = recording.finish();

        assertThat(left).isEqualTo(194);
        assertThat(segments).allSatisfy(each -> assertThat(each.bytes()).isNotEmpty());
        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(194);
    }

    @Test
    void soundFromBeforeAFullFragmentIsLeftOut() {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
        SegmentWriter writer = new Mp4SegmentWriter(allocator, 0);
        writer.startPeriod(List.of(TestTracks.video(), TestTracks.audio()), false);
        for (int i = 0; i < Mp4Muxer.MAX_FRAGMENT_SAMPLES; i++) {
            assertThat(writer.takes(TestSamples.audio(-1, 5), Long.MAX_VALUE)).isTrue();
            write(writer, TestSamples.video(i * 90L, i == 0, 1));
        }
        assertThat(writer.takes(TestSamples.audio(-1, 5), Long.MAX_VALUE)).isFalse();
        assertThat(writer.takes(TestSamples.audio(0, 5), Long.MAX_VALUE)).isTrue();

        ByteBuf segment = writer.endSegment(SECOND);
        assertThat(segment.readableBytes()).isGreaterThan(Mp4Muxer.MAX_FRAGMENT_SAMPLES);
        segment.release();
        writer.discard();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "4000, 1"})
    void soundFromBeforeAFullSegmentIsLeftOut(int bytes, int left) {
        PartRecording recording = new PartRecording(
                new SegmenterSettings(5, 1 << 20, 0).withFormat(SegmentFormat.FMP4),
                TestTracks.video(),
                TestTracks.audio());
        for (int i = 0; i < 4; i++) {
            recording.write(TestSamples.video(i * 3_600L, i == 0, (1 << 18) - (i == 0 ? 2_500 : 300)));
        }
        recording.write(TestSamples.audio(-10, bytes));

        List<Taken> segments = recording.finish();

        assertThat(segments).hasSize(1);
        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(left);
    }

    @Test
    void audioJoinsNothingThatHasNoVideo() {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
        for (SegmentFormat format : SegmentFormat.values()) {
            SegmentAssembler assembler = new SegmentAssembler(SegmenterSettings.DEFAULT.withFormat(format), allocator);
            assertThat(assembler.addAudio(TestTracks.audio())).as("no period").isFalse();
            assembler.startPeriod(List.of(TestTracks.audio()), false, 0);
            assertThat(assembler.addAudio(TestTracks.audio())).as("no video").isFalse();
            assembler.release();
        }
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aStreamWithoutEndTakesSamplesOfUpTo16MiB(int more) throws TrackException {
        ByteBuf out = Unpooled.buffer();
        ContinuousMuxer muxer = new ContinuousMuxer(TsOutput.to(out));
        muxer.tracks(List.of(TestTracks.video()));
        Sample sample = TestSamples.video(0, true, (16 << 20) - 4 + more);

        assertThat(muxer.write(sample)).isEqualTo(more == 0);

        assertThat(sample.data().refCnt()).isZero();
        assertThat(out.isReadable()).isEqualTo(more == 0);
        out.release();
    }

    private static void write(SegmentWriter writer, Sample sample) {
        writer.write(sample, sample.dts90k());
        sample.data().release();
    }
}
