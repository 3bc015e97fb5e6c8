package io.xiu.hls.segment;

import static io.xiu.hls.segment.PartRecording.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Codec;
import io.xiu.hls.Golden;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.mp4.MovieListing;
import io.xiu.hls.mp4.MovieListing.Item;
import io.xiu.hls.segment.PartRecording.Taken;
import io.xiu.hls.ts.DropReason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SegmenterMp4Test {
    private static final SegmenterSettings SETTINGS = SegmenterSettings.DEFAULT.withFormat(SegmentFormat.FMP4);
    private static final Track AV1 = Track.video(1, Codec.AV1, "av01.0.00M.08", 640, 360, hex("81000c00"));
    private static final Track OPUS =
            Track.audio(2, Codec.OPUS, "Opus", 48_000, 2, hex("00" + "02" + "0000" + "0000bb80" + "0000" + "00"));

    @Test
    void writesSegmentsAPersonCanRead() {
        PartRecording recording = new PartRecording(
                SETTINGS.withFragmentSeconds(1).withPartMillis(400), TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(100, 102.2, 12.5, 1);
        recording.discontinuity();
        recording.audioAndVideo(50, 50.4, 12.5, 1);
        StringBuilder text = new StringBuilder();
        for (Taken each : recording.finish()) {
            Segment segment = each.segment();
            text.append("-- segment ").append(segment.sequence());
            text.append(", ").append(segment.duration90k() / 90).append(" ms");
            text.append(segment.discontinuity() ? ", discontinuity" : "").append('\n');
            text.append("boxes ").append(MovieListing.boxes(each.bytes())).append('\n');
            if (each.parts().isEmpty()) {
                text.append(
                        MovieListing.read(each.initialization(), each.bytes()).text());
            }
            for (int i = 0; i < each.parts().size(); i++) {
                Part part = each.parts().get(i);
                text.append("part ")
                        .append(i)
                        .append(", ")
                        .append(part.duration90k() / 90)
                        .append(" ms");
                text.append(part.independent() ? ", independent\n" : "\n");
                text.append(MovieListing.read(
                                each.initialization(), each.partBytes().get(i))
                        .text());
            }
        }

        Golden.assertMatches("segments-mp4.txt", text.toString());
    }

    @Test
    void keepsTimesAndOrderOfEverySample() {
        PartRecording recording = new PartRecording(SETTINGS.withPartMillis(300), AV1, OPUS);
        List<Item> video = new ArrayList<>();
        List<Item> audio = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long dts = 10 * SECOND + i * 3_600L;
            long pts = dts + (i % 3) * 3_600L;
            boolean key = i % 60 == 0;
            recording.write(sample(AV1, dts, pts, key, 100 + i));
            video.add(new Item(1, dts, pts, key, 100 + i));
            for (int j = 0; j < 2; j++) {
                long at = dts + j * 1_800L;
                recording.write(sample(OPUS, at, at, true, 20 + j));
                audio.add(new Item(2, at, at, true, 20 + j));
            }
        }

        List<Item> readVideo = new ArrayList<>();
        List<Item> readAudio = new ArrayList<>();
        for (Taken each : recording.finish()) {
            MovieListing movie = MovieListing.read(each.initialization(), each.bytes());
            assertThat(movie.formats()).containsExactly("av01", "Opus");
            assertThat(MovieListing.boxes(each.bytes()))
                    .startsWith("styp")
                    .filteredOn("styp"::equals)
                    .hasSize(1);
            readVideo.addAll(movie.samplesOf(1));
            readAudio.addAll(movie.samplesOf(2));
        }
        assertThat(readVideo).isEqualTo(video);
        assertThat(readAudio).isEqualTo(audio);
    }

    @Test
    void numbersInitializationSegmentsByChangesOfTracks() {
        PartRecording recording =
                new PartRecording(SETTINGS.withFirstInitialization(7), TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(0, 3, 25, 1);
        recording.discontinuity();
        recording.audioAndVideo(3, 5, 25, 1);
        recording.tracks(TestTracks.video());
        recording.audioAndVideo(5, 7, 25, 1);
        recording.tracks(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(7, 9, 25, 1);

        List<InitializationSegment> initializations = recording.finish().stream()
                .map(each -> each.segment().initialization())
                .distinct()
                .toList();
        assertThat(initializations).extracting(InitializationSegment::number).containsExactly(7, 8, 9);
        assertThat(initializations.get(2).bytes())
                .isEqualTo(initializations.get(0).bytes());
    }

    @Test
    void audioThatJoinsInTheFirstSegmentIsAddedToIt() {
        PartRecording recording = new PartRecording(SETTINGS, TestTracks.video());
        for (int i = 0; i < 10; i++) {
            recording.write(TestSamples.video(i * 3_600L, i == 0, 100));
        }
        recording.tracks(TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(0.4, 5, 25, 1.6);
        List<Taken> segments = recording.finish();

        assertThat(segments).allMatch(each -> !each.segment().discontinuity());
        assertThat(segments).allMatch(each -> initialization(each).number() == 0);
        MovieListing first = MovieListing.read(
                segments.get(0).initialization(), segments.get(0).bytes());
        assertThat(first.formats()).containsExactly("avc1", "mp4a");
        assertThat(first.samplesOf(1)).extracting(Item::dts90k).startsWith(0L, 3_600L, 7_200L);
        assertThat(first.samplesOf(2)).extracting(Item::dts90k).startsWith(36_000L);
    }

    @Test
    void leavesOutAudioFromBeforeTheBeginningOfTime() {
        PartRecording recording =
                new PartRecording(SETTINGS.withPartMillis(200), TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(0, 1, 25, 1);
        recording.tracks(TestTracks.video());
        recording.audioAndVideo(1, 3, 25, 1);
        recording.discontinuity();
        recording.tracks(TestTracks.video(), TestTracks.audio());
        for (int i = 0; i < 10; i++) {
            recording.write(TestSamples.video(i * 3_600L, i == 0, 100));
        }
        recording.write(TestSamples.audio(-90_000, 50));
        recording.write(TestSamples.audio(32_400, 50));
        List<Taken> segments = recording.finish();

        Taken last = segments.get(segments.size() - 1);
        MovieListing movie = MovieListing.read(last.initialization(), last.bytes());
        assertThat(movie.samplesOf(1)).hasSize(10);
        assertThat(movie.samplesOf(2)).hasSize(1);
    }

    @Test
    void beginsAtZeroWhatBeginsBefore() {
        PartRecording recording = new PartRecording(SETTINGS, TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(-2, 1, 25, 1);
        List<Taken> segments = recording.finish();

        MovieListing first = MovieListing.read(
                segments.get(0).initialization(), segments.get(0).bytes());
        assertThat(first.samplesOf(1).get(0).dts90k()).isZero();
        MovieListing second = MovieListing.read(
                segments.get(1).initialization(), segments.get(1).bytes());
        assertThat(second.samplesOf(1).get(0).dts90k())
                .isEqualTo(segments.get(0).segment().duration90k());
    }

    @Test
    void aSegmentOfMoreSamplesThanAFragmentHasSeveral() {
        PartRecording recording = new PartRecording(SETTINGS.withFragmentSeconds(3_600), AV1);
        for (int i = 0; i < 70_000; i++) {
            recording.write(sample(AV1, i * 90L, i * 90L, i == 0, 1));
        }
        List<Taken> segments = recording.finish();

        assertThat(segments).hasSize(2);
        assertThat(MovieListing.boxes(segments.get(0).bytes())).containsExactly("styp", "moof", "mdat");
        assertThat(MovieListing.boxes(segments.get(1).bytes())).containsExactly("styp", "moof", "mdat", "moof", "mdat");
        assertThat(segments.stream()
                        .mapToInt(each -> MovieListing.read(each.initialization(), each.bytes())
                                .samples()
                                .size())
                        .sum())
                .isEqualTo(70_000);
    }

    @Test
    void endsASegmentBeforeItIsTooLarge() {
        SegmenterSettings settings = new SegmenterSettings(60, 1 << 20, 0).withFormat(SegmentFormat.FMP4);
        PartRecording recording = new PartRecording(settings, AV1);
        for (int i = 0; i < 400; i++) {
            recording.write(sample(AV1, i * 3_600L, i * 3_600L, i % 50 == 0, 20_000));
            assertThat(recording.segmenter.heldBytes()).isLessThanOrEqualTo(1 << 20);
        }

        assertThat(recording.finish())
                .hasSizeGreaterThan(7)
                .allSatisfy(each -> assertThat(each.bytes()).hasSizeLessThanOrEqualTo(1 << 20));
    }

    @Test
    void countsWhatItHolds() throws TrackException {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
        Segmenter segmenter = new Segmenter(SETTINGS, allocator);
        segmenter.tracks(List.of(AV1));
        Sample sample = sample(AV1, 0, 0, true, 50_000);
        segmenter.write(sample, 0);

        assertThat(sample.data().refCnt())
                .as("kept until its fragment is written")
                .isPositive();
        assertThat(segmenter.heldBytes()).isBetween(50_000L, 52_000L);
        segmenter.release();
        assertThat(sample.data().refCnt()).isZero();
        assertThat(segmenter.heldBytes()).isZero();
    }

    @Test
    void leavesOutWhatItCanNotWrite() {
        PartRecording recording = new PartRecording(SETTINGS, TestTracks.video(), OPUS);
        recording.write(TestSamples.video(0, true, 100));
        recording.write(TestSamples.audio(0, 100));
        recording.write(sample(OPUS, 0, 0, true, 0));
        recording.write(sample(OPUS, 1L << 60, 1L << 60, true, 10));
        recording.write(sample(OPUS, Long.MIN_VALUE, Long.MIN_VALUE, true, 10));
        recording.write(new Sample(TestTracks.video(), 3_600, 3_600, false, Unpooled.wrappedBuffer(hex("00000009"))));

        assertThat(recording.segmenter.dropped(DropReason.NO_TRACK)).isEqualTo(1);
        assertThat(recording.segmenter.dropped(DropReason.EMPTY)).isEqualTo(1);
        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(2);
        assertThat(recording.segmenter.dropped(DropReason.NALU_LENGTH)).isEqualTo(1);
        recording.finish();
    }

    @Test
    void refusesTracksAndGoesOnWithTheOldOnes() {
        PartRecording recording = new PartRecording(SETTINGS, TestTracks.video(), TestTracks.audio());
        recording.audioAndVideo(0, 1, 25, 1);
        refuses(recording, Reason.TRACKS, TestTracks.video(), TestTracks.otherVideo());
        refuses(recording, Reason.TRACKS, TestTracks.video(), Track.audio(1, Codec.MP3, "", 48_000, 2, new byte[0]));
        refuses(recording, Reason.CONFIGURATION, Track.video(1, Codec.AV1, "", 640, 360, hex("00")));
        recording.audioAndVideo(1, 2, 25, 1);

        assertThat(recording.finish()).allMatch(each -> !each.segment().discontinuity());
    }

    @Test
    void aSegmenterOfTransportStreamsRefusesItsCodecs() {
        PartRecording recording = new PartRecording(SegmenterSettings.DEFAULT);

        refuses(recording, Reason.CODEC, AV1);
    }

    private static void refuses(PartRecording recording, Reason reason, Track... tracks) {
        TrackException refusal =
                catchThrowableOfType(TrackException.class, () -> recording.segmenter.tracks(List.of(tracks)));
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    private static InitializationSegment initialization(Taken taken) {
        return Objects.requireNonNull(taken.segment().initialization());
    }

    private static Sample sample(Track track, long dts90k, long pts90k, boolean sync, int bytes) {
        return new Sample(
                track, dts90k, pts90k, sync, Unpooled.buffer(Math.max(1, bytes)).writeZero(bytes));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
