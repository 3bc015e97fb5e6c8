package io.xiu.hls.segment;

import static io.xiu.hls.segment.PartRecording.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.TrackException;
import io.xiu.hls.segment.PartRecording.Taken;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterPartsTest {
    @ParameterizedTest
    @EnumSource
    void cutsSegmentsIntoPartsOfWholeFrames(SegmentFormat format) {
        PartRecording recording = recording(format, 4, 400);
        recording.audioAndVideo(0, 14.04, 25, 2);
        List<Taken> segments = recording.finish();

        assertThat(segments.get(0).parts()).as("the first segment").isEmpty();
        Taken segment = segments.get(3);
        assertThat(segment.partMillis()).containsExactly(400L, 400L, 400L, 400L, 400L, 400L, 400L, 400L, 400L, 400L);
        assertThat(segment.segment().duration90k()).isEqualTo(4 * SECOND);
        assertThat(segment.parts())
                .extracting(Part::independent)
                .containsExactly(true, false, false, false, false, true, false, false, false, false);
    }

    @ParameterizedTest
    @EnumSource
    void endsAPartBeforeAKeyFrameIfItIsLongEnough(SegmentFormat format) {
        PartRecording recording = recording(format, 6, 400);
        recording.audioAndVideo(0, 30, 25, 1.16);
        List<Taken> segments = recording.finish();

        // A key frame comes when the third part has 360 ms, which is 90 %.
        Taken segment = segments.get(3);
        assertThat(segment.partMillis().subList(0, 6)).containsExactly(400L, 400L, 360L, 400L, 400L, 360L);
        assertThat(segment.parts().subList(0, 6))
                .extracting(Part::independent)
                .containsExactly(true, false, false, true, false, false);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnOverAKeyFrameThatComesTooEarly(SegmentFormat format) {
        PartRecording recording = recording(format, 6, 400);
        recording.audioAndVideo(0, 30, 25, 1.08);
        List<Taken> segments = recording.finish();

        // A key frame comes when the third part has 280 ms, which is 70 %.
        assertThat(segments.get(3).partMillis().subList(0, 4)).containsExactly(400L, 400L, 400L, 400L);
        assertThat(segments.get(3).parts().get(3).independent()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anIndependentPartMayBeShort(SegmentFormat format) {
        PartRecording recording = recording(format, 4, 400);
        recording.audioAndVideo(0, 20, 25, 0.2);
        List<Taken> segments = recording.finish();

        assertThat(segments.get(4).parts()).hasSizeGreaterThan(10).allSatisfy(part -> {
            assertThat(part.independent()).isTrue();
            assertThat(part.duration90k()).isEqualTo(200 * 90);
        });
    }

    @ParameterizedTest(name = "{0} frames per second")
    @ValueSource(doubles = {10, 23.976, 24, 25, 29.97, 30, 50, 59.94, 60})
    void partsHaveMostOfTheTargetButForTheLast(double framesPerSecond) {
        PartRecording recording = recording(SegmentFormat.FMP4, 4, 500);
        recording.audioAndVideo(0, 40, framesPerSecond, 2);

        for (Taken segment : recording.finish()) {
            for (Part part :
                    segment.parts().subList(0, Math.max(0, segment.parts().size() - 1))) {
                assertThat(part.duration90k()).isGreaterThanOrEqualTo(500 * 90 * 85 / 100);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesFurtherApartThanPartsAreAPartEach(SegmentFormat format) {
        PartRecording recording = recording(format, 4, 300);
        for (int i = 0; i < 40; i++) {
            recording.write(TestSamples.video(i * SECOND / 2, i % 8 == 0, 100));
        }
        List<Taken> segments = recording.finish();

        assertThat(segments.get(2).partMillis()).isNotEmpty().allMatch(millis -> millis == 300);
        assertThat(segments.get(2).parts()).hasSize(8);
    }

    @ParameterizedTest
    @EnumSource
    void everyPartOfAudioIsIndependent(SegmentFormat format) {
        PartRecording recording = new PartRecording(settings(format, 4, 300), TestTracks.audio());
        recording.audio(0, 20);

        for (Taken segment : recording.finish()) {
            assertThat(segment.parts()).allMatch(Part::independent);
            for (Part part :
                    segment.parts().subList(0, Math.max(0, segment.parts().size() - 1))) {
                assertThat(part.duration90k()).isBetween(300L * 90 * 85 / 100, 300L * 90);
            }
        }
        assertThat(recording.segments).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource
    void audioThatJoinsAfterAPartIsADiscontinuity(SegmentFormat format) {
        PartRecording recording = new PartRecording(settings(format, 4, 400), TestTracks.video());
        for (int i = 0; i < 100; i++) {
            recording.write(TestSamples.video(i * SECOND / 25, i % 50 == 0, 100));
        }
        recording.discontinuity();
        recording.write(TestSamples.video(4 * SECOND, true, 100));
        recording.tracks(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(4.04, 5, 25, 2);
        recording.discontinuity();
        recording.tracks(TestTracks.video());
        recording.audioAndVideo(5, 6, 25, 2);
        recording.tracks(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(6, 7, 25, 2);

        assertThat(recording.finish())
                .extracting(each -> each.segment().discontinuity())
                .as("added in place to one, in a segment of its own after the other")
                .containsExactly(false, false, true, true, true);
    }

    @ParameterizedTest
    @EnumSource
    void partsThatNobodyTakesAreDroppedWithTheirSegment(SegmentFormat format) throws TrackException {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
        Segmenter segmenter = new Segmenter(settings(format, 2, 400), allocator);
        segmenter.tracks(List.of(TestTracks.video()));
        for (int i = 0; i < 500; i++) {
            segmenter.write(TestSamples.video(i * SECOND / 25, i % 50 == 0, 1_000), 0);
            for (Segment segment; (segment = segmenter.poll()) != null; ) {
                segment.data().release();
            }
            assertThat(allocator.metric().usedHeapMemory()).isLessThan(400_000);
        }
        segmenter.finish();
        Objects.requireNonNull(segmenter.poll()).data().release();
        assertThat(segmenter.pollPart()).isNull();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void givesPartsInTheirPlaceAmongSegmentsHoweverLate(SegmentFormat format) throws TrackException {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
        Segmenter segmenter = new Segmenter(settings(format, 2, 400), allocator);
        segmenter.tracks(List.of(TestTracks.video()));
        for (int i = 0; i < 500; i++) {
            segmenter.write(TestSamples.video(i * SECOND / 25, i % 50 == 0, 1_000), 0);
        }

        long expected = 0;
        for (; ; expected++) {
            for (Part part; (part = segmenter.pollPart()) != null; ) {
                assertThat(part.sequence()).isEqualTo(expected);
                part.data().release();
            }
            Segment segment = segmenter.poll();
            if (segment == null) {
                break;
            }
            assertThat(segment.sequence()).isEqualTo(expected);
            segment.data().release();
        }
        assertThat(expected).isGreaterThan(8);
        segmenter.release();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void releasesEverythingAtAnyMoment(SegmentFormat format) throws TrackException {
        for (int frames = 0; frames < 130; frames++) {
            UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
            Segmenter segmenter = new Segmenter(settings(format, 2, 400), allocator);
            segmenter.tracks(List.of(TestTracks.video()));
            for (int i = 0; i < frames; i++) {
                segmenter.write(TestSamples.video(i * SECOND / 25, i % 50 == 0, 1_000), 0);
            }
            segmenter.release();
            assertThat(allocator.metric().usedHeapMemory())
                    .as("%s frames", frames)
                    .isZero();
            assertThat(segmenter.heldBytes()).isZero();
        }
    }

    @Test
    void holdsWhateverItIsFed() {
        long seed = new Random().nextLong();
        for (SegmentFormat format : SegmentFormat.values()) {
            Random random = new Random(seed);
            PartRecording recording = recording(format, 1 + random.nextInt(4), 100 + random.nextInt(900));
            long at = 10_000_000L + random.nextInt(1_000_000);
            try {
                for (int i = 0; i < 5_000; i++) {
                    at += switch (random.nextInt(200)) {
                        case 0 -> -random.nextInt(60_000);
                        case 1 -> random.nextInt(3_000_000);
                        default -> random.nextInt(6_000);
                    };
                    switch (random.nextInt(300)) {
                        case 0 -> recording.discontinuity();
                        case 1 -> recording.tracks(TestTracks.video());
                        case 2 -> recording.tracks(TestTracks.audio());
                        case 3 -> recording.tracks(TestTracks.video(), TestTracks.audio());
                        case 4 -> recording.tracks();
                        default ->
                            recording.write(
                                    random.nextBoolean()
                                            ? TestSamples.video(at, random.nextInt(30) == 0, 1 + random.nextInt(2_000))
                                            : TestSamples.audio(at, 1 + random.nextInt(400)));
                    }
                }
                recording.finish();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", " + format, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 19, 60_001})
    void refusesPartsOutOfRange(int millis) {
        assertThatThrownBy(() -> SegmenterSettings.DEFAULT.withPartMillis(millis))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PartRecording recording(SegmentFormat format, int fragmentSeconds, int partMillis) {
        return new PartRecording(settings(format, fragmentSeconds, partMillis), TestTracks.video(), TestTracks.audio());
    }

    private static SegmenterSettings settings(SegmentFormat format, int fragmentSeconds, int partMillis) {
        return SegmenterSettings.DEFAULT
                .withFragmentSeconds(fragmentSeconds)
                .withFormat(format)
                .withPartMillis(partMillis);
    }
}
