package io.xiu.hls.segment;

import static io.xiu.hls.TestSamples.audio;
import static io.xiu.hls.TestSamples.video;
import static io.xiu.hls.segment.Recording.DATE;
import static io.xiu.hls.segment.Recording.SECOND;
import static io.xiu.hls.segment.Recording.input90k;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.segment.Recording.Recorded;
import io.xiu.hls.ts.DropReason;
import io.xiu.hls.ts.TsListing.Table;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterPeriodTest {
    private final Recording av = new Recording(TestTracks.video(), TestTracks.audio());

    @AfterEach
    void release() {
        av.segmenter.release();
    }

    @Test
    void beginsAtTheFirstKeyFrame() {
        av.write(audio(0, 50));
        av.write(video(0, false, 50));
        av.audioAndVideo(0.5, 3, 2);

        Recorded first = av.segments.get(0);
        assertThat(input90k(first.video().get(0))).isEqualTo(SECOND / 2);
        assertThat(av.segmenter.dropped(DropReason.WAITING_FOR_KEY_FRAME)).isEqualTo(3);
        av.finish();
    }

    @Test
    void goesOnWithAudioAloneWhenNoKeyFrameComes() {
        for (int second = 0; second < 30; second++) {
            av.write(video(second * SECOND + 1, false, 50));
            av.audio(second, second + 1);
        }
        assertThat(av.segments)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.video()).isEmpty());
        assertThat(pmt(av.segments.get(0))).contains("pcr=101 [type 0f at 101] crc");

        av.audioAndVideo(30, 35, 2);
        Recorded withVideo = av.finish().stream()
                .filter(each -> !each.video().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(withVideo.segment().discontinuity()).isTrue();
        assertThat(withVideo.segment().keyFrameFirst()).isTrue();
    }

    @Test
    void aChangedTrackIsADiscontinuityWithANewVersion() {
        av.audioAndVideo(0, 2.5, 2);
        av.tracks(TestTracks.video(), TestTracks.audio());
        av.audioAndVideo(2.5, 3.5, 2);
        av.tracks(TestTracks.otherVideo(), TestTracks.audio());
        av.write(video(SECOND * 7 / 2, false, 50));
        av.audioAndVideo(3.6, 6, 2);
        av.finish();

        assertThat(av.segments)
                .extracting(each -> each.segment().discontinuity())
                .containsExactly(false, false, true, false);
        assertThat(pmt(av.segments.get(1))).contains("version=0");
        assertThat(pmt(av.segments.get(2))).contains("version=1");
        Recorded changed = av.segments.get(2);
        assertThat(input90k(changed.video().get(0))).isEqualTo(Math.round(3.6 * SECOND));
        assertThat(changed.video().get(0).discontinuity()).isTrue();
        assertThat(changed.audio().get(0).discontinuity()).isTrue();
    }

    @Test
    void audioThatJoinsInTheFirstSegmentIsAddedToIt() {
        Recording recording = new Recording(TestTracks.video());
        recording.video(0, 1, 25, 2);
        recording.tracks(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(1, 1.96, 20);
        recording.audioAndVideo(2, 4.04, 2);

        Recorded first = recording.segments.get(0);
        assertThat(first.segment().discontinuity()).isFalse();
        assertThat(pmt(first)).contains("version=0 pcr=102 [type 1b at 102] [type 0f at 101]");
        assertThat(first.audio()).isNotEmpty();
        assertThat(recording.segments.get(1).segment().discontinuity()).isFalse();
        recording.finish();
    }

    @Test
    void audioThatJoinsLaterIsADiscontinuity() {
        Recording recording = new Recording(TestTracks.video());
        recording.video(0, 2.04, 25, 2);
        recording.tracks(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(2.08, 5, 2);
        recording.finish();

        assertThat(recording.segments.get(2).segment().discontinuity()).isTrue();
        assertThat(pmt(recording.segments.get(2))).contains("version=1").contains("[type 0f at 101]");
    }

    @Test
    void aLittleAudioBeforeTheFirstVideoIsDropped() {
        Recording recording = new Recording(TestTracks.audio());
        recording.audio(0, 0.4);
        recording.tracks(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(0.4, 3, 2);
        recording.finish();

        assertThat(recording.segments.get(0).segment().sequence()).isZero();
        assertThat(recording.segments.get(0).segment().discontinuity()).isFalse();
        assertThat(input90k(recording.segments.get(0).audio().get(0))).isGreaterThanOrEqualTo(36_000);
    }

    @Test
    void videoThatJoinsLaterIsADiscontinuity() {
        Recording recording = new Recording(TestTracks.audio());
        recording.audio(0, 4);
        recording.tracks(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(4, 7, 2);
        recording.finish();

        assertThat(recording.segments)
                .extracting(each -> each.segment().discontinuity())
                .containsExactly(false, false, true, false);
    }

    @Test
    void anotherAudioCodecIsADiscontinuity() {
        av.audioAndVideo(0, 3, 2);
        av.tracks(TestTracks.video(), TestTracks.mp3(44_100));
        av.video(3, 6, 25, 2);
        av.finish();

        assertThat(av.segments.get(2).segment().discontinuity()).isTrue();
        assertThat(pmt(av.segments.get(2))).contains("[type 03 at 101]");
    }

    @Test
    void sequenceNumbersAndTargetGoOnOverADiscontinuity() {
        av.audioAndVideo(0, 13, 2);
        av.discontinuity();
        int before = av.segments.size();
        av.audioAndVideo(1_000, 1_005, 2);
        av.finish();

        Segment next = av.segments.get(before).segment();
        assertThat(next.sequence()).isEqualTo(before);
        assertThat(next.discontinuity()).isTrue();
        assertThat(next.programDateTimeMillis()).isEqualTo(DATE + 1_000_000);
        assertThat(av.segments.get(before + 1).segment().discontinuity()).isFalse();
    }

    @Test
    void aDiscontinuityBeforeAnythingIsNone() {
        av.discontinuity();
        av.audioAndVideo(0, 3, 2);
        av.discontinuity();
        av.discontinuity();
        av.audioAndVideo(3, 6, 2);
        av.finish();

        assertThat(av.segments)
                .extracting(each -> each.segment().discontinuity())
                .containsExactly(false, false, true, false);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.35, -1, -3_600, 10.1, 3_600, 30 * 86_400})
    void aStepInTheTimestampsIsADiscontinuity(double step) {
        av.audioAndVideo(10_000, 10_005, 2);
        av.audioAndVideo(10_005 + step, 10_010 + step, 2);
        av.finish();

        assertThat(av.segments.stream().filter(each -> each.segment().discontinuity()))
                .hasSize(1);
        long media = av.segments.stream().mapToLong(Recorded::millis).sum();
        assertThat(media).isBetween(9_900L, 10_100L);
    }

    @Test
    void aSmallStepBackIsSmoothedOut() {
        av.audioAndVideo(0, 5, 2);
        av.audioAndVideo(4.8, 10, 2);
        av.finish();

        assertThat(av.segments).noneMatch(each -> each.segment().discontinuity());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 3, 7, 9.9})
    void aGapUpTo10SecondsIsNone(double gap) {
        av.audioAndVideo(0, 5, 2);
        av.audioAndVideo(5 + gap, 12 + gap, 2);
        av.finish();

        assertThat(av.segments).noneMatch(each -> each.segment().discontinuity());
    }

    @Test
    void repeatedTimesRise() {
        for (int i = 0; i < 50; i++) {
            av.write(video(0, i == 0, 50));
            av.write(audio(0, 50));
        }
        av.finish();

        assertThat(av.segments.get(0).video()).hasSize(50);
    }

    @Test
    void compositionTimesStayWithinReason() {
        av.write(new Sample(
                TestTracks.video(),
                0,
                -8_388_608 * 90L,
                true,
                video(0, true, 50).data()));
        av.write(new Sample(
                TestTracks.video(),
                3_600,
                3_600 + 8_388_607 * 90L,
                false,
                video(0, false, 50).data()));
        av.finish();

        assertThat(av.segments.get(0).video())
                .extracting(pes -> pes.pts90k() - pes.dts90k())
                .containsExactly(0L, 900_000L);
    }

    @Test
    void audioOnAnotherBaseIsBroughtToTheVideos() {
        for (int i = 0; i < 250; i++) {
            av.write(audio(3_600 * SECOND + i * 3_600L, 50));
            av.write(video(i * 3_600L, i % 50 == 0, 50));
        }
        av.finish();

        assertThat(av.segments).noneMatch(each -> each.segment().discontinuity());
        List<Long> audio = av.segments.stream()
                .flatMap(each -> each.audio().stream())
                .map(Recording::input90k)
                .toList();
        assertThat(audio).hasSizeGreaterThan(50).allSatisfy(at -> assertThat(at).isBetween(2 * SECOND, 10 * SECOND));
    }

    @Test
    void oneTrackThatStopsDoesNotStopTheOther() {
        av.audioAndVideo(0, 5, 2);
        av.audio(5, 60);
        int audioOnly = av.segments.size();
        assertThat(audioOnly).isGreaterThan(10);
        av.video(60, 65, 25, 2);
        av.video(65, 120, 25, 2);
        av.finish();

        assertThat(av.segments.size() - audioOnly).isGreaterThan(10);
    }

    @Test
    void audioThatPausesIsNoDiscontinuity() {
        av.audioAndVideo(0, 5, 2);
        av.video(5, 45, 25, 2);
        av.audioAndVideo(45, 50, 2);
        av.finish();

        assertThat(av.segments).noneMatch(each -> each.segment().discontinuity());
    }

    @Test
    void aWallClockThatWasSetIsADiscontinuityOnce() {
        av.audioAndVideo(0, 10.04, 2);
        av.wallClockOffsetMillis = DATE - 3_600_000;
        av.audioAndVideo(10.08, 22, 2);
        av.finish();

        List<Recorded> discontinuous = av.segments.stream()
                .filter(each -> each.segment().discontinuity())
                .toList();
        assertThat(discontinuous).hasSize(1);
        Segment segment = discontinuous.get(0).segment();
        long start = input90k(discontinuous.get(0).video().get(0)) / 90;
        assertThat(segment.programDateTimeMillis()).isEqualTo(DATE - 3_600_000 + start);
    }

    @Test
    void countsWhatItLeavesOut() {
        Recording recording = new Recording(TestTracks.audio());
        recording.write(video(0, true, 50));
        recording.write(audio(0, 0));
        recording.write(audio(0, 8_185));

        assertThat(recording.segmenter.dropped(DropReason.NO_TRACK)).isEqualTo(1);
        assertThat(recording.segmenter.dropped(DropReason.EMPTY)).isEqualTo(1);
        assertThat(recording.segmenter.dropped(DropReason.TOO_LONG)).isEqualTo(1);
        assertThat(recording.finish()).isEmpty();
    }

    @Test
    void refusesSamplesAfterTheEndButReleasesThem() {
        av.finish();
        Sample late = audio(0, 50);

        assertThatThrownBy(() -> av.segmenter.write(late, DATE)).isInstanceOf(IllegalStateException.class);
        assertThat(late.data().refCnt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void survivesAnything(long seed) {
        Random random = new Random(seed);
        long at = random.nextLong(1L << 40);
        for (int i = 0; i < 2_500; i++) {
            at += random.nextInt(200) == 0
                    ? random.nextLong(-100 * SECOND, 100 * SECOND)
                    : random.nextLong(-2_000, 9_000);
            boolean key = random.nextInt(40) == 0;
            long composition = random.nextInt(100) == 0 ? random.nextLong(-1L << 30, 1L << 30) : random.nextInt(20_000);
            Sample shape =
                    random.nextBoolean() ? video(at, key, 1 + random.nextInt(900)) : audio(at, random.nextInt(400));
            long skew = random.nextInt(50) == 0 ? random.nextLong(1L << 36) : random.nextInt(40_000);
            av.write(
                    new Sample(shape.track(), at - skew, at - skew + composition, shape.sync(), shape.data()),
                    DATE + i * 40L);
            switch (random.nextInt(300)) {
                case 0 -> av.discontinuity();
                case 1 -> av.tracks(TestTracks.video());
                case 2 -> av.tracks(TestTracks.audio());
                case 3 -> av.tracks(TestTracks.otherVideo(), TestTracks.audio());
                case 4 -> av.tracks(TestTracks.video(), TestTracks.audio());
                default -> {}
            }
        }
        assertThat(av.finish()).as("seed %d", seed).isNotEmpty();
    }

    private static String pmt(Recorded segment) {
        return ((Table) segment.items().get(1)).text();
    }
}
