package io.xiu.hls.mp4;

import static io.xiu.hls.mp4.Mp4Tracks.AUDIO;
import static io.xiu.hls.mp4.Mp4Tracks.OPUS;
import static io.xiu.hls.mp4.Mp4Tracks.VIDEO;
import static io.xiu.hls.mp4.Mp4Tracks.fragment;
import static io.xiu.hls.mp4.Mp4Tracks.initialization;
import static io.xiu.hls.mp4.Mp4Tracks.muxer;
import static io.xiu.hls.mp4.Mp4Tracks.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Golden;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.mp4.ReadMovie.ReadSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp4FragmentTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.25Z");
    private static final Track OTHER_VIDEO = Mp4Tracks.of(Codec.VP9, 9);

    @Test
    void writesFragmentsOfPicturesAndSound() {
        Mp4Muxer muxer = muxer(VIDEO, AUDIO);
        ByteBuf out = Unpooled.buffer();
        muxer.add(sample(VIDEO, 0, 7_200, true, 100));
        muxer.add(sample(AUDIO, 0, true, 20));
        muxer.add(sample(VIDEO, 3_600, 18_000, false, 30));
        muxer.add(sample(AUDIO, 23 * 90, true, 21));
        muxer.add(sample(VIDEO, 7_200, 10_800, false, 10));
        muxer.add(sample(AUDIO, 46 * 90, true, 20));
        muxer.writeFragment(out, 10_800, true, new ProducerTime(NOON));
        muxer.add(sample(VIDEO, 10_800, 10_000, false, 30));
        muxer.add(sample(VIDEO, 14_400, 14_400, true, 30));
        muxer.add(sample(VIDEO, 18_000, 18_000, false, 30));
        muxer.writeFragment(out, 20_000, false, null);
        muxer.add(sample(AUDIO, 70 * 90, true, 20));
        muxer.add(sample(AUDIO, 93 * 90, true, 20));
        muxer.writeFragment(out, 20_000, false, new ProducerTime(NOON));
        muxer.add(sample(VIDEO, 20_000, 20_000, true, 60));
        muxer.add(sample(AUDIO, 200 * 90, true, 20));
        muxer.writeFragment(out, 24_000, true, null);

        Golden.assertMatches("mp4-fragments.txt", BoxText.of(Mp4Tracks.bytes(out)));
    }

    @Test
    void leavesOutATrackThatHasNoSample() {
        Mp4Muxer muxer = muxer(VIDEO, AUDIO, OTHER_VIDEO);
        muxer.add(sample(AUDIO, 0, true, 5));

        List<Box> boxes = Box.read(fragment(muxer, 3_600));

        assertThat(boxes).extracting(Box::type).containsExactly("styp", "moof", "mdat");
        assertThat(boxes.get(1).only("traf", "tfhd").int32(4)).isEqualTo(AUDIO.id());
        assertThat(boxes.get(2).content().limit()).isEqualTo(5);
    }

    @Test
    void countsFragments() {
        Mp4Muxer muxer = muxer(AUDIO);
        for (int i = 1; i <= 3; i++) {
            muxer.add(sample(AUDIO, i * 9_000L, true, 5));
            Box moof = Box.read(fragment(muxer, 0)).get(1);
            assertThat(moof.only("mfhd").int32(4)).isEqualTo(i);
        }
    }

    @Test
    void letsTheLastPictureLastToTheCutAndTheOthersAsLongAsUsual() {
        Mp4Muxer muxer = muxer(AUDIO, VIDEO, OTHER_VIDEO);
        for (int i = 0; i < 3; i++) {
            muxer.add(sample(AUDIO, i * 2_000L, true, 5));
            muxer.add(sample(VIDEO, i * 3_000L, i == 0, 5));
            muxer.add(sample(OTHER_VIDEO, i * 3_600L, i == 0, 5));
        }

        ReadMovie movie = read(muxer, fragment(muxer, 10_000));

        assertThat(durations(movie, VIDEO)).containsExactly(3_000L, 3_000L, 4_000L);
        assertThat(durations(movie, OTHER_VIDEO)).containsExactly(3_600L, 3_600L, 3_600L);
        assertThat(durations(movie, AUDIO)).endsWith(1_024L);
    }

    @Test
    void letsASampleLastAsLongAsTheOnesOfTheFragmentBefore() {
        Mp4Muxer muxer = muxer(VIDEO, OTHER_VIDEO);
        muxer.add(sample(OTHER_VIDEO, 0, true, 5));
        muxer.add(sample(OTHER_VIDEO, 3_600, true, 5));
        fragment(muxer, 7_200);
        muxer.add(sample(OTHER_VIDEO, 7_200, true, 5));

        assertThat(durations(read(muxer, fragment(muxer, 99_000)), OTHER_VIDEO)).containsExactly(3_600L);
    }

    @Test
    void letsASampleOfUnknownLengthLastToTheCut() {
        Mp4Muxer muxer = muxer(VIDEO, OTHER_VIDEO);
        muxer.add(sample(OTHER_VIDEO, 0, true, 5));

        assertThat(durations(read(muxer, fragment(muxer, 2_000)), OTHER_VIDEO)).containsExactly(2_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 3_600})
    void takesNoCutForOneThatIsntAfterTheLastSample(long end) {
        Mp4Muxer muxer = muxer(VIDEO);
        muxer.add(sample(VIDEO, 0, true, 5));
        muxer.add(sample(VIDEO, 3_600, true, 5));

        assertThat(durations(read(muxer, fragment(muxer, end)), VIDEO)).containsExactly(3_600L, 3_600L);
    }

    @Test
    void goesOnWithoutAGapFromOneFragmentOfSoundToTheNext() {
        Mp4Muxer muxer = muxer(AUDIO);
        List<byte[]> files = new ArrayList<>(List.of(initialization(muxer)));
        for (int i = 0; i < 500; i++) {
            long dts90k = Math.round(i * 1_024_000.0 / 44_100) * 90;
            if (i % 7 == 0 && !muxer.isEmpty()) {
                files.add(fragment(muxer, dts90k));
            }
            muxer.add(sample(AUDIO, dts90k, true, 1 + i % 5));
        }
        files.add(fragment(muxer, 0));

        List<ReadSample> samples = ReadMovie.read(joined(files)).samples();

        assertThat(samples).hasSize(500);
        for (int i = 0; i < 500; i++) {
            assertThat(samples.get(i).dts()).as("frame %s", i).isBetween(i * 1_024L - 3, i * 1_024L + 3);
            if (i > 0) {
                ReadSample before = samples.get(i - 1);
                assertThat(before.dts() + before.duration())
                        .isBetween(samples.get(i).dts() - 3, samples.get(i).dts() + 3);
            }
        }
    }

    @Test
    void keepsDecodingTimesWhateverTheyAre() {
        Mp4Muxer muxer = muxer(VIDEO, AUDIO);
        long dts90k = (1L << 40) / 9_000 * 9_000;
        muxer.add(sample(VIDEO, dts90k, dts90k + 7_200, true, 5));
        muxer.add(sample(AUDIO, dts90k, true, 5));

        ReadMovie movie = read(muxer, fragment(muxer, dts90k + 9_000));

        assertThat(movie.samplesOf(VIDEO.id()).get(0).dts()).isEqualTo(dts90k);
        assertThat(movie.samplesOf(VIDEO.id()).get(0).pts()).isEqualTo(dts90k + 7_200);
        assertThat(movie.samplesOf(AUDIO.id()).get(0).dts()).isEqualTo(dts90k / 900 * 441);
    }

    @Test
    void movesAllTracksOfAStreamThatBeginsBeforeZero() {
        Mp4Muxer muxer = muxer(VIDEO, AUDIO);
        muxer.add(sample(VIDEO, -7_200, 0, true, 5));
        muxer.add(sample(AUDIO, -1_800, true, 5));
        byte[] first = fragment(muxer, -3_600);
        muxer.add(sample(VIDEO, -3_600, 10_800, false, 5));
        muxer.add(sample(AUDIO, 1_800, true, 5));

        ReadMovie movie = read(muxer, first, fragment(muxer, 0));

        assertThat(times(movie, VIDEO)).containsExactly(0L, 3_600L);
        assertThat(movie.samplesOf(VIDEO.id())).extracting(ReadSample::pts).containsExactly(7_200L, 18_000L);
        assertThat(times(movie, AUDIO)).containsExactly(5_400L * 49 / 100, 9_000L * 49 / 100);
    }

    @Test
    void presentsOpusWhereItsTimesSayAndSkipsWhatIsBeforeZero() {
        Mp4Muxer muxer = muxer(VIDEO, OPUS);
        muxer.add(opus(-585));
        muxer.add(sample(VIDEO, 0, true, 5));
        muxer.add(opus(-585 + 1_800));

        ReadMovie movie = read(muxer, fragment(muxer, 3_600));

        assertThat(movie.track(OPUS.id()).mediaTime()).isEqualTo(312);
        assertThat(times(movie, OPUS))
                .as("312 periods before the presentation begins")
                .containsExactly(0L, 960L);
        assertThat(times(movie, VIDEO)).containsExactly(0L);
    }

    @Test
    void takesOpusUpToItsPreSkipBeforeTheMovieBegins() {
        Mp4Muxer muxer = muxer(VIDEO, OPUS);
        muxer.add(sample(VIDEO, 0, true, 5));
        byte[] first = fragment(muxer, 3_600);
        muxer.add(opus(-585));

        assertThat(times(read(muxer, first, fragment(muxer, 3_600)), OPUS)).containsExactly(0L);
    }

    @Test
    void movesAStreamOfOpusThatBeginsBeforeItsPreSkip() {
        Mp4Muxer muxer = muxer(VIDEO, OPUS);
        muxer.add(sample(VIDEO, 0, true, 5));
        muxer.add(opus(-585 - 900));

        ReadMovie movie = read(muxer, fragment(muxer, 3_600));

        assertThat(times(movie, OPUS)).containsExactly(0L);
        assertThat(times(movie, VIDEO)).containsExactly(900L);
    }

    @Test
    void neverWritesATimeBelowZeroHoweverItIsRounded() {
        for (long dts90k = -2_000; dts90k <= 10; dts90k++) {
            for (Track track : List.of(AUDIO, OPUS)) {
                Mp4Muxer muxer = muxer(track);
                muxer.add(sample(track, dts90k, true, 1));
                assertThat(times(read(muxer, fragment(muxer, 0)), track).get(0))
                        .as("%s at %s", track, dts90k)
                        .isBetween(0L, 320L);
            }
        }
    }

    @Test
    void stampsTheFirstPictureWithTheTimeOfDay() {
        Mp4Muxer muxer = muxer(AUDIO, VIDEO);
        muxer.add(sample(AUDIO, 0, true, 5));
        muxer.add(sample(VIDEO, 900, 4_500, true, 5));

        Box prft = producerTime(muxer);

        assertThat(prft.int32(4)).isEqualTo(VIDEO.id());
        assertThat(prft.int64(16)).isEqualTo(4_500);
    }

    @Test
    void stampsTheFirstSoundWhereThereIsNoPicture() {
        Mp4Muxer muxer = muxer(VIDEO, OPUS, AUDIO);
        muxer.add(sample(AUDIO, 0, true, 5));
        muxer.add(opus(9_000));

        Box prft = producerTime(muxer);

        assertThat(prft.int32(4)).isEqualTo(OPUS.id());
        assertThat(prft.int64(16)).as("on the media timeline").isEqualTo(4_800 + 312);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1900-01-01T00:00:00Z 0000000000000000",
                "1970-01-01T00:00:00.5Z 83aa7e8080000000",
                "2026-01-02T12:00:00.25Z ed0231c040000000",
                "2036-02-07T06:28:15.999999999Z fffffffffffffffb",
                "2036-02-07T06:28:16Z 0000000000000000"
            })
    void writesTheTimeOfDayAsNtpDoes(String instantAndTimestamp) {
        String[] parts = instantAndTimestamp.split(" ", 2);

        assertThat(new ProducerTime(Instant.parse(parts[0])).ntpTimestamp())
                .isEqualTo(Long.parseUnsignedLong(parts[1], 16));
    }

    private static Box producerTime(Mp4Muxer muxer) {
        ByteBuf out = Unpooled.buffer();
        muxer.writeFragment(out, 9_000, false, new ProducerTime(NOON));
        Box prft = Box.read(Mp4Tracks.bytes(out)).get(0);
        assertThat(prft.type()).isEqualTo("prft");
        return prft;
    }

    /** A packet of 20 ms. */
    private static Sample opus(long dts90k) {
        return new Sample(
                OPUS, dts90k, dts90k, true, Unpooled.buffer().writeByte(0xFC).writeByte(1));
    }

    private static ReadMovie read(Mp4Muxer muxer, byte[]... fragments) {
        List<byte[]> files = new ArrayList<>(List.of(initialization(muxer)));
        files.addAll(Arrays.asList(fragments));
        return ReadMovie.read(joined(files));
    }

    private static byte[] joined(List<byte[]> files) {
        ByteBuf all = Unpooled.buffer();
        files.forEach(all::writeBytes);
        return Mp4Tracks.bytes(all);
    }

    private static List<Long> durations(ReadMovie movie, Track track) {
        return movie.samplesOf(track.id()).stream().map(ReadSample::duration).toList();
    }

    private static List<Long> times(ReadMovie movie, Track track) {
        return movie.samplesOf(track.id()).stream().map(ReadSample::dts).toList();
    }
}
