package io.xiu.hls.ts;

import static io.xiu.hls.TestSamples.accessUnit;
import static io.xiu.hls.TestSamples.audio;
import static io.xiu.hls.TestSamples.mp3;
import static io.xiu.hls.TestSamples.nalUnit;
import static io.xiu.hls.TestSamples.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Golden;
import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.TsListing.Item;
import io.xiu.hls.ts.TsListing.Pcr;
import io.xiu.hls.ts.TsListing.Pes;
import io.xiu.hls.ts.TsListing.Table;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsMuxerTest {
    private static final long SECOND = 90_000;
    private static final long OFFSET = 126_000;
    private static final long DELAY = 63_000;
    private static final long WRAP = 1L << 33;

    private final ByteBuf out = Unpooled.buffer();
    private final TsMuxer muxer = new TsMuxer(TsOutput.to(out));
    private final TsListing reader = new TsListing();

    @AfterEach
    void release() {
        out.release();
    }

    @Test
    void muxesVideoAndAudio() {
        start(TestTracks.video(), TestTracks.audio());
        for (int i = 0; i < 8; i++) {
            write(new Sample(
                    TestTracks.video(),
                    i * 3_600L,
                    i * 3_600L + (i % 2) * 3_600L,
                    i == 0,
                    accessUnit(nalUnit(i == 0 ? 5 : 1, 100 + 50 * i))));
            write(audio(i * 2_089L, 200 + i));
        }
        muxer.flush();

        Golden.assertMatches("video-and-audio.txt", TsListing.dump(read()));
    }

    @Test
    void muxesAudioOnly() {
        start(TestTracks.audio());
        for (int i = 0; i < 10; i++) {
            write(audio(i * 2_089L, 100));
        }
        muxer.flush();

        Golden.assertMatches("audio-only.txt", TsListing.dump(read()));
    }

    @Test
    void muxesMp3() {
        start(TestTracks.mp3(48_000));
        for (int i = 0; i < 6; i++) {
            write(mp3(TestTracks.mp3(48_000), i * 2_160L, 384));
        }
        muxer.flush();
        setTracks(TestTracks.mp3(24_000));
        muxer.writeTables();

        Golden.assertMatches("mp3.txt", TsListing.dump(read()));
    }

    @ParameterizedTest
    @EnumSource(names = {"HEVC", "AC3", "EAC3", "OPUS"})
    void muxesTheOtherCodecs(Codec codec) {
        Track track = CodecTracks.ALL.stream()
                .filter(each -> each.codec() == codec)
                .findFirst()
                .orElseThrow();
        start(track);
        for (int i = 0; i < 6; i++) {
            write(CodecTracks.sample(track, i * 1_800L, i == 0));
        }
        muxer.flush();

        Golden.assertMatches(codec.name().toLowerCase(Locale.ROOT) + ".txt", TsListing.dump(read()));
    }

    @Test
    void muxesId3Tags() {
        TsMuxer withTags = new TsMuxer(TsOutput.to(out), true);
        ByteBuf tag = Unpooled.copiedBuffer("ID3\4\0\0\0\0\0\0", StandardCharsets.ISO_8859_1);
        withTags.writeTables();
        withTags.writeMetadata(SECOND, tag);

        Golden.assertMatches("id3.txt", TsListing.dump(read()));
        assertThat(tag.readableBytes()).isEqualTo(10);
    }

    @Test
    void refusesWhatIsNoId3Tag() {
        TsMuxer withTags = new TsMuxer(TsOutput.to(out), true);
        ByteBuf longTag = Unpooled.buffer().writeMedium(0x494433).writeZero(TsMuxer.MAX_METADATA_BYTES - 2);
        for (ByteBuf tag : List.of(Unpooled.EMPTY_BUFFER, Unpooled.wrappedBuffer(new byte[20]), longTag)) {
            assertThatThrownBy(() -> withTags.writeMetadata(0, tag)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> muxer.writeMetadata(0, longTag)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void refusesTheCodecsItCanNotCarryAndNamesThem(Codec codec) {
        boolean carried = CodecTracks.ALL.stream().anyMatch(track -> track.codec() == codec);
        assertThat(TsMuxer.carries(codec)).isEqualTo(carried);
        if (!carried) {
            Track track = codec.kind() == TrackKind.VIDEO
                    ? Track.video(1, codec, "", 640, 360, new byte[20])
                    : Track.audio(1, codec, "", 48_000, 2, new byte[20]);
            assertThatThrownBy(() -> muxer.tracks(List.of(track)))
                    .isInstanceOfSatisfying(
                            TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CODEC))
                    .hasMessageContaining(codec.name())
                    .hasMessageContaining("MPEG-TS");
        }
    }

    @Test
    void nothingChangesWhenTracksAreRefused() {
        start(TestTracks.video());
        Track broken = Track.audio(2, Codec.AAC, "mp4a.40.2", 48_000, 2, new byte[] {0x12});

        assertThatThrownBy(() -> muxer.tracks(List.of(TestTracks.video(), broken)))
                .isInstanceOfSatisfying(
                        TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));

        muxer.writeTables();
        write(video(0, true, 50));
        List<Item> items = read();
        assertThat(((Table) items.get(3)).text()).isEqualTo(((Table) items.get(1)).text());
    }

    @Test
    void putsParameterSetsBeforeEachRandomAccessPictureOfHevcOnce() {
        start(CodecTracks.HEVC);
        byte[] cra = {21 << 1, 1, 9, 9};
        byte[] set = {32 << 1, 1, 9};
        byte[] sps = {33 << 1, 1, 9};
        byte[] pps = {34 << 1, 1, 9};
        write(new Sample(CodecTracks.HEVC, 0, 0, false, accessUnit(cra)));
        write(new Sample(CodecTracks.HEVC, 3_600, 3_600, true, accessUnit(set, sps, pps, cra)));

        List<Pes> frames = pes(TsListing.VIDEO_PID);
        assertThat(frames)
                .extracting(frame -> TsListing.splitAnnexB(frame.payload()).stream()
                        .map(unit -> unit[0] >> 1)
                        .toList())
                .containsExactly(List.of(35, 32, 33, 34, 21), List.of(35, 32, 33, 34, 21));
    }

    @Test
    void aPcrComesInTimeThoughTablesWereWrittenMeanwhile() {
        start(TestTracks.video());
        write(video(0, true, 50));
        muxer.writeTables();
        write(video(SECOND, true, 50));

        assertPcrs(read(), TsListing.VIDEO_PID);
    }

    @Test
    void changesTracksUnderANewVersion() {
        start(TestTracks.video());
        write(video(0, true, 50));
        setTracks(TestTracks.video());
        muxer.writeTables();
        setTracks(TestTracks.video(), TestTracks.audio());
        muxer.discontinuity();
        muxer.writeTables();
        write(audio(SECOND, 60));
        write(video(SECOND, true, 50));
        muxer.flush();

        Golden.assertMatches("changed-tracks.txt", TsListing.dump(read()));
    }

    @Test
    void addsAudioToTablesNobodyHasRead() throws TrackException {
        start(TestTracks.video());
        write(video(0, true, 50));

        muxer.addAudio(TestTracks.audio(), out, 188);

        write(audio(SECOND, 60));
        muxer.flush();
        Table pmt = (Table) read().get(1);
        assertThat(pmt.text()).startsWith("PMT table=2 program=1 version=0 pcr=102 [type 1b at 102] [type 0f at 101]");
    }

    @Test
    void wrapsVersionsAt32() {
        for (int i = 0; i <= 33; i++) {
            setTracks(i % 2 == 0 ? TestTracks.video() : TestTracks.otherVideo());
        }
        muxer.writeTables();

        assertThat(((Table) read().get(1)).text()).contains("version=1 ");
    }

    @Test
    void putsDelimiterAndParameterSetsBeforeKeyFramesOnly() {
        start(TestTracks.video());
        write(video(0, true, 20));
        write(video(3_600, false, 20));

        List<Pes> frames = pes(TsListing.VIDEO_PID);
        assertThat(nalTypes(frames.get(0))).containsExactly(9, 7, 8, 5);
        assertThat(nalTypes(frames.get(1))).containsExactly(9, 1);
    }

    @Test
    void keepsParameterSetsOfTheSampleAndWritesOneDelimiter() {
        start(TestTracks.video());
        byte[] sps = nalUnit(7, 12);
        write(new Sample(
                TestTracks.video(),
                0,
                0,
                true,
                accessUnit(nalUnit(9, 2), sps, nalUnit(8, 6), nalUnit(6, 9), nalUnit(5, 30))));

        Pes frame = pes(TsListing.VIDEO_PID).get(0);
        assertThat(nalTypes(frame)).containsExactly(9, 7, 8, 6, 5);
        assertThat(TsListing.splitAnnexB(frame.payload()).get(1)).isEqualTo(sps);
    }

    @Test
    void skipsEmptyNalUnits() {
        start(TestTracks.video());
        write(new Sample(TestTracks.video(), 0, 0, false, accessUnit(new byte[0], nalUnit(1, 30), new byte[0])));

        assertThat(nalTypes(pes(TsListing.VIDEO_PID).get(0))).containsExactly(9, 1);
    }

    @Test
    void fillsPacketsAtEveryLength() {
        start(TestTracks.video());
        for (int bytes = 1; bytes <= 600; bytes++) {
            write(video(bytes * 3_600L, bytes == 1, bytes));
        }

        List<Pes> frames = pes(TsListing.VIDEO_PID);
        assertThat(frames).hasSize(600);
        for (int bytes = 1; bytes <= 600; bytes++) {
            List<byte[]> units = TsListing.splitAnnexB(frames.get(bytes - 1).payload());
            assertThat(units.get(units.size() - 1)).isEqualTo(nalUnit(bytes == 1 ? 5 : 1, bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535 - 8 - 6 - 4 - 1, 65_535 - 8 - 6 - 4, 65_535 - 8 - 6 - 4 + 1, 9 * 1024 * 1024})
    void leavesThePesLengthOutAbove65535(int nalBytes) {
        start(TestTracks.video());
        write(video(0, false, nalBytes));

        Pes frame = pes(TsListing.VIDEO_PID).get(0);
        int length = nalBytes + 8 + 6 + 4;
        assertThat(frame.lengthField()).isEqualTo(length > 65_535 ? 0 : length);
        assertThat(Arrays.mismatch(TsListing.splitAnnexB(frame.payload()).get(1), nalUnit(1, nalBytes)))
                .isEqualTo(-1);
    }

    @Test
    void wrapsTimesAt33Bits() {
        start(TestTracks.video());
        long first = WRAP - OFFSET - 3_600;
        for (int i = 0; i < 30; i++) {
            write(video(first + i * 3_600L, i == 0, 50));
        }

        List<Pes> frames = pes(TsListing.VIDEO_PID);
        assertThat(frames).extracting(Pes::pts90k).startsWith(WRAP - 3_600, 0L, 3_600L);
        assertThat(frames)
                .allSatisfy(frame ->
                        assertThat(frame.dts90k() - frame.pcr90k() & WRAP - 1).isEqualTo(DELAY));
        assertThat(frames.get(19).pcr90k()).isEqualTo(3_600 * 18 - DELAY);
    }

    @Test
    void neverWritesANegativeTime() {
        start(TestTracks.video());
        write(video(-45_000, true, 50));

        assertThat(pes(TsListing.VIDEO_PID).get(0).pcr90k()).isEqualTo(OFFSET - DELAY - 45_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_000, 9_000, 9_001, 17_000, 90_000, 10 * SECOND})
    void writesAPcrAtLeastEvery100Milliseconds(long interval) {
        start(TestTracks.video(), TestTracks.audio());
        for (int i = 0; i < 20; i++) {
            write(video(i * interval, i == 0, 200));
        }

        assertPcrs(read(), TsListing.VIDEO_PID);
    }

    @ParameterizedTest
    @CsvSource({"48000, 1188", "44100, 1208", "8000, 1588", "7350, 1608"})
    void writesAPcrAtLeastEvery100MillisecondsWithAudioOnly(int sampleRate, String configuration) {
        Track track = TestTracks.aac(sampleRate, 1, configuration);
        start(track);
        for (int i = 0; i < 100; i++) {
            write(audio(i * 1_024L * SECOND / track.sampleRate(), 50));
        }
        muxer.flush();

        assertPcrs(read(), TsListing.AUDIO_PID);
    }

    @Test
    void writesAPcrFirstWhenAudioStartsASegmentWithVideo() {
        start(TestTracks.video(), TestTracks.audio());
        write(audio(0, 50));
        muxer.flush();

        assertThat(read().subList(2, 4)).extracting(Item::pid).containsExactly(0x102, 0x101);
    }

    @Test
    void writesAdtsHeadersThatSayTheConfiguration() {
        start(TestTracks.aac(48_000, 6, "11B0"));
        write(audio(0, 8_184));
        muxer.flush();

        byte[] payload = pes(TsListing.AUDIO_PID).get(0).payload();
        assertThat(payload).hasSize(8_191).startsWith(0xFF, 0xF1, 0x4D, 0x83, 0xFF, 0xFF, 0xFC);
    }

    @Test
    void startsANewPesPacketAtAGapInTheAudio() {
        start(TestTracks.audio());
        write(audio(0, 50));
        write(audio(2_089, 50));
        write(audio(20_000, 50));
        muxer.flush();

        assertThat(pes(TsListing.AUDIO_PID)).extracting(Pes::pts90k).containsExactly(OFFSET, OFFSET + 20_000);
    }

    @Test
    void refusesTwoTracksOfAKindAndSamplesWithoutTrack() {
        for (List<Track> two : List.of(
                List.of(TestTracks.video(), TestTracks.otherVideo()),
                List.of(TestTracks.audio(), TestTracks.video(), TestTracks.mp3(48_000)))) {
            assertThatThrownBy(() -> muxer.tracks(two))
                    .isInstanceOfSatisfying(
                            TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRACKS));
        }
        Sample sample = audio(0, 10);
        assertThatThrownBy(() -> muxer.write(sample, 0)).isInstanceOf(IllegalStateException.class);
        sample.data().release();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, 184, 5_000})
    void neverTakesMoreThanItForetells(int bytes) {
        start(TestTracks.video(), TestTracks.audio());
        for (Sample sample : List.of(video(0, true, bytes), audio(0, bytes), audio(2_089, bytes))) {
            long foretold = muxer.encodedBytes(sample);
            int before = out.readableBytes();
            write(sample);
            assertThat(out.readableBytes() - before).isLessThanOrEqualTo((int) foretold);
        }
    }

    private static void assertPcrs(List<Item> items, int pid) {
        long last = TsListing.NONE;
        for (Item item : items) {
            long pcr =
                    item instanceof Pcr only ? only.pcr90k() : item instanceof Pes pes ? pes.pcr90k() : TsListing.NONE;
            if (pcr == TsListing.NONE) {
                continue;
            }
            assertThat(item.pid()).isEqualTo(pid);
            if (last != TsListing.NONE) {
                assertThat(pcr - last).isPositive().isLessThanOrEqualTo(9_000);
            }
            last = pcr;
        }
        assertThat(last).isNotEqualTo(TsListing.NONE);
    }

    private void start(Track... tracks) {
        setTracks(tracks);
        muxer.writeTables();
    }

    private void setTracks(Track... tracks) {
        try {
            muxer.tracks(List.of(tracks));
        } catch (TrackException e) {
            throw new AssertionError(e);
        }
    }

    private void write(Sample sample) {
        muxer.write(sample, sample.dts90k());
        sample.data().release();
    }

    private List<Item> read() {
        List<Item> items = reader.read(out);
        out.clear();
        return items;
    }

    private List<Pes> pes(int pid) {
        return read().stream()
                .filter(item -> item instanceof Pes && item.pid() == pid)
                .map(Pes.class::cast)
                .toList();
    }

    private static List<Integer> nalTypes(Pes frame) {
        return TsListing.splitAnnexB(frame.payload()).stream()
                .map(unit -> unit[0] & 0x1F)
                .toList();
    }
}
