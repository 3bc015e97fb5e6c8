package io.xiu.hls.segment;

import static io.xiu.hls.segment.Recording.DATE;
import static io.xiu.hls.segment.Recording.SECOND;
import static io.xiu.hls.segment.Recording.input90k;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.xiu.hls.Golden;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.playlist.LivePlaylist;
import io.xiu.hls.playlist.MediaPlaylistWriter;
import io.xiu.hls.segment.Recording.Recorded;
import io.xiu.hls.ts.DropReason;
import io.xiu.hls.ts.TsListing;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterCutTest {
    private final Recording av = new Recording(TestTracks.video(), TestTracks.audio());

    @AfterEach
    void release() {
        av.segmenter.release();
    }

    @Test
    void startsShortAndThenFillsTheTargetDuration() {
        av.audioAndVideo(0, 30.04, 2);

        assertThat(av.millis()).containsExactly(2_000L, 2_000L, 2_000L, 4_000L, 4_000L, 4_000L, 4_000L, 4_000L, 4_000L);
        assertThat(av.segments).allSatisfy(each -> {
            assertThat(each.segment().keyFrameFirst()).isTrue();
            assertThat(each.segment().discontinuity()).isFalse();
            assertThat(each.segment().targetDurationSeconds()).isEqualTo(5);
        });
        av.finish();
    }

    @ParameterizedTest(name = "key frame every {0} s, fragment {1} s")
    @CsvSource({
        "0.04, 5",
        "0.5, 5",
        "1, 5",
        "1, 1",
        "2, 2",
        "2.002, 2",
        "2, 5",
        "2.5, 5",
        "3, 5",
        "4, 5",
        "5, 5",
        "5.2, 5",
        "6, 5",
        "8.33, 5",
        "10, 5",
        "10, 1",
        "10, 2",
        "30, 5",
        "2, 10",
        "0.3, 1"
    })
    void givesAPlaylistAfterTwoSecondsAndStaysWithinTheTarget(double keyFrameInterval, int fragment) {
        Recording recording = new Recording(
                SegmenterSettings.DEFAULT.withFragmentSeconds(fragment), TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(100, 102.32, keyFrameInterval);
        assertThat(recording.segments).isNotEmpty();
        List<Recorded> segments = recording.finish();

        assertThat(segments.get(0).segment().keyFrameFirst()).isTrue();
        long sum = segments.stream()
                .mapToLong(each -> each.segment().duration90k())
                .sum();
        assertThat(sum).isEqualTo(Math.round(2.32 * SECOND));
    }

    @ParameterizedTest(name = "key frame every {0} s, fragment {1} s")
    @CsvSource({
        "0.04, 5, 5000, 5", "0.5, 5, 5000, 5", "1, 5, 5000, 5", "2, 5, 4000, 5", "2.5, 5, 5000, 5", "3, 5, 3000, 5",
        "4, 5, 4000, 5", "5, 5, 5000, 5", "5.2, 5, 5200, 5", "1, 1, 1000, 1", "2, 2, 2000, 2", "2.002, 2, 2000, 2",
        "2, 1, 2000, 2", "2, 10, 10000, 10"
    })
    void cutsAtKeyFrames(double keyFrameInterval, int fragment, long usualMillis, int target) {
        Recording recording = new Recording(
                SegmenterSettings.DEFAULT.withFragmentSeconds(fragment), TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(0, 70, keyFrameInterval);

        assertThat(recording.segmenter.targetDurationSeconds()).isEqualTo(target);
        assertThat(recording.segments.stream().skip(4)).hasSizeGreaterThan(3).allSatisfy(each -> {
            assertThat(each.segment().keyFrameFirst()).isTrue();
            assertThat(each.millis()).isBetween(usualMillis - 40, usualMillis + 40);
        });
        recording.finish();
    }

    @Test
    void cutsALongerGopBetweenFrames() {
        av.audioAndVideo(0, 40.04, 10);

        assertThat(av.millis().get(0)).isEqualTo(2_280);
        assertThat(av.segments)
                .extracting(each -> each.segment().keyFrameFirst())
                .containsSubsequence(true, false, true);
        assertThat(av.segments.stream().filter(each -> each.segment().keyFrameFirst()))
                .as("one segment of each GOP begins with its key frame")
                .hasSize(4);
        assertThat(av.millis().stream().mapToLong(Long::longValue).sum()).isEqualTo(40_000);
        av.finish();
    }

    @Test
    void fixesTheTargetDurationAtTheLongestIntervalSeen() {
        Recording recording = new Recording(SegmenterSettings.DEFAULT.withFragmentSeconds(1), TestTracks.video());
        recording.video(0, 20.1, 25, 2);
        recording.video(20.12, 60, 25, 6);

        assertThat(recording.finish())
                .allSatisfy(each ->
                        assertThat(each.segment().targetDurationSeconds()).isEqualTo(2));
    }

    @Test
    void cutsAudioByTime() {
        Recording recording = new Recording(TestTracks.audio());
        recording.audio(50, 80);

        assertThat(recording.millis())
                .hasSize(7)
                .allSatisfy(millis -> assertThat(millis).isBetween(2_000L, 5_030L));
        assertThat(recording.millis().get(0)).isBetween(2_000L, 2_030L);
        assertThat(recording.millis().get(5)).isBetween(5_000L, 5_030L);
        recording.finish();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.5, 5, 60, 1_000})
    void takesEveryFrameRate(double framesPerSecond) {
        Recording recording = new Recording(TestTracks.video());
        double seconds = framesPerSecond > 100 ? 7 : 61;
        recording.video(0, seconds, framesPerSecond, 20);
        recording.finish();

        int frames = recording.segments.stream()
                .mapToInt(each -> each.video().size())
                .sum();
        assertThat(frames).isEqualTo((int) Math.ceil(seconds * framesPerSecond));
        assertThat(recording.segments).noneMatch(each -> each.segment().discontinuity());
    }

    @Test
    void losesNoFrameAndMovesNone() {
        av.audioAndVideo(10, 40, 2);
        List<Recorded> segments = av.finish();

        List<Long> video = segments.stream()
                .flatMap(each -> each.video().stream())
                .map(Recording::input90k)
                .toList();
        assertThat(video).hasSize(30 * 25).startsWith(10 * SECOND, 10 * SECOND + 3_600);
        assertThat(video.get(749)).isEqualTo(40 * SECOND - 3_600);
        int audioBytes = segments.stream()
                .flatMap(each -> each.audio().stream())
                .mapToInt(pes -> pes.payload().length)
                .sum();
        long audioFrames = 29 * SECOND + SECOND - 3_600;
        assertThat(audioBytes)
                .isEqualTo(
                        57 * (int) (audioFrames / 2_089 + 1 - av.segmenter.dropped(DropReason.WAITING_FOR_KEY_FRAME)));
    }

    @Test
    void startsNormallyFarFromZero() {
        double days = 40.0 * 24 * 3_600;
        av.audioAndVideo(days, days + 5, 2);

        assertThat(av.millis()).startsWith(2_000L, 2_000L);
        assertThat(av.segments.get(0).segment().discontinuity()).isFalse();
        av.finish();
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 32, 1L << 33, (1L << 32) * 90, (1L << 31) * 90})
    void crossesEveryWrap(long wrap90k) {
        double start = (wrap90k - 126_000) / 90_000.0 - 10;
        av.audioAndVideo(start, start + 20, 2);
        av.finish();

        assertThat(av.segments).noneMatch(each -> each.segment().discontinuity());
        assertThat(av.segments.stream().mapToInt(each -> each.video().size()).sum())
                .isEqualTo(500);
    }

    @Test
    void datesSegments() {
        av.audioAndVideo(100, 110.04, 2);

        assertThat(av.segments.get(0).segment().programDateTimeMillis()).isEqualTo(DATE + 100_000);
        assertThat(av.segments.get(2).segment().programDateTimeMillis()).isEqualTo(DATE + 104_000);
        av.finish();
    }

    @Test
    void keepsSegmentsWithinTheirBytes() {
        Recording recording = new Recording(new SegmenterSettings(5, 1024 * 1024, 0), TestTracks.video());
        for (int i = 0; i < 40; i++) {
            recording.write(TestSamples.video(i * 3_600L, i == 0, 200_000));
        }
        recording.write(TestSamples.video(40 * 3_600, false, 300_000));
        recording.finish();

        assertThat(recording.segments)
                .hasSizeGreaterThan(6)
                .extracting(SegmenterCutTest::pesPacketBytes)
                .allMatch(bytes -> bytes <= 1024 * 1024);
        assertThat(recording.segmenter.dropped(DropReason.TOO_LONG)).isEqualTo(1);
    }

    @Test
    void countsTheAudioThatIsGatheredAmongTheirBytes() {
        Recording recording =
                new Recording(new SegmenterSettings(5, 1024 * 1024, 0), TestTracks.video(), TestTracks.audio());
        int audioFrames = 0;
        for (int i = 0; i < 250; i++) {
            recording.write(TestSamples.video(i * 3_600L, i == 0, 20_000 + 37 * i));
            for (; audioFrames * 2_090L < (i + 1) * 3_600L; audioFrames++) {
                recording.write(TestSamples.audio(audioFrames * 2_090L, 8_000));
            }
        }
        recording.finish();

        assertThat(recording.segments)
                .hasSizeGreaterThan(6)
                .extracting(SegmenterCutTest::pesPacketBytes)
                .allMatch(bytes -> bytes <= 1024 * 1024);
    }

    private static int pesPacketBytes(Recorded segment) {
        return segment.items().stream()
                .filter(TsListing.Pes.class::isInstance)
                .mapToInt(item -> ((TsListing.Pes) item).tsPackets() * 188)
                .sum();
    }

    @Test
    void accountsForTheSegmentBeingWritten() {
        av.audioAndVideo(0, 1, 2);
        assertThat(av.segmenter.heldBytes()).isBetween(25L * 188, 100L * 188);

        av.segmenter.release();
        assertThat(av.segmenter.heldBytes()).isZero();
    }

    @Test
    void firstFramesOfASegmentAreReadableInAGolden() {
        Recording recording =
                new Recording(SegmenterSettings.DEFAULT.withFragmentSeconds(1), TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(1, 2.8, 0.6);
        recording.finish();

        StringBuilder text = new StringBuilder();
        for (Recorded each : recording.segments) {
            text.append("-- segment %d, %d ms\n".formatted(each.segment().sequence(), each.millis()));
            text.append(TsListing.dump(each.items()));
        }
        Golden.assertMatches("segments.txt", text.toString());
    }

    @Test
    void holdsTheWholePathToThePlaylistTogether() {
        Recording recording = new Recording(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(0, 13, 2);
        recording.discontinuity();
        recording.audioAndVideo(13.04, 25, 2);
        LivePlaylist playlist = new LivePlaylist(6);
        for (Recorded each : recording.finish()) {
            Segment segment = each.segment();
            playlist.add(
                    new Segment(
                            segment.sequence(),
                            segment.duration90k(),
                            segment.targetDurationSeconds(),
                            segment.discontinuity(),
                            segment.keyFrameFirst(),
                            segment.programDateTimeMillis(),
                            segment.format(),
                            segment.initialization(),
                            Unpooled.EMPTY_BUFFER),
                    0);
        }
        playlist.finish();

        Golden.assertMatches(
                "republished.txt", new MediaPlaylistWriter().write(Objects.requireNonNull(playlist.snapshot())));
        playlist.close();
    }

    @Test
    void inputTimesComeBack() {
        av.audioAndVideo(7, 10, 2);

        assertThat(input90k(av.segments.get(0).video().get(0))).isEqualTo(7 * SECOND);
        av.finish();
    }
}
