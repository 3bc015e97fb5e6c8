package io.xiu.hls.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xiu.hls.Codec;
import io.xiu.hls.Golden;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.TrackKind;
import io.xiu.hls.mp4.ReadMovie.ReadTrack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Mp4InitializationTest {
    @ParameterizedTest
    @EnumSource
    void writesAnInitializationSegmentForEveryCodec(Codec codec) {
        byte[] bytes = Mp4Tracks.initialization(Mp4Tracks.muxer(Mp4Tracks.of(codec, 7)));

        assertThat(Mp4Muxer.carries(codec)).isTrue();
        Golden.assertMatches("mp4-" + codec.name().toLowerCase(Locale.ROOT) + ".txt", BoxText.of(bytes));
    }

    @Test
    void writesSeveralTracksOfAKind() {
        Mp4Muxer muxer = Mp4Tracks.muxer(
                Mp4Tracks.of(Codec.H264, 1),
                Mp4Tracks.of(Codec.AAC, 200),
                Mp4Tracks.of(Codec.AV1, 3),
                Mp4Tracks.of(Codec.OPUS, 4));

        Golden.assertMatches("mp4-four-tracks.txt", BoxText.of(Mp4Tracks.initialization(muxer)));
    }

    @Test
    void groupsOnlyTracksThatAreAlternatives() {
        Mp4Muxer muxer = Mp4Tracks.muxer(Mp4Tracks.VIDEO, Mp4Tracks.AUDIO, Mp4Tracks.OPUS);

        Box moov = Box.read(Mp4Tracks.initialization(muxer)).get(1);

        assertThat(moov.all("trak").map(trak -> trak.only("tkhd").uint16(34))).containsExactly(0, 2, 2);
    }

    @Test
    void writesTheSameBytesAfterFragmentsToo() {
        Mp4Muxer muxer = Mp4Tracks.muxer(Mp4Tracks.VIDEO, Mp4Tracks.OPUS);
        byte[] before = Mp4Tracks.initialization(muxer);
        muxer.add(Mp4Tracks.sample(Mp4Tracks.VIDEO, -90_000, true, 10));
        Mp4Tracks.fragment(muxer, 0);

        assertThat(Mp4Tracks.initialization(muxer)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MP3")
    void refusesAConfigurationCutShort(Codec codec) throws TrackException {
        byte[] whole = HexFormat.of().parseHex(Mp4Tracks.configuration(codec));
        int enough = codec == Codec.H264 ? 7 : whole.length;
        for (int bytes = 0; bytes < enough; bytes++) {
            Track track = Mp4Tracks.of(codec, 1, Arrays.copyOf(whole, bytes));
            assertThat(refusal(track)).as("%s bytes", bytes).isEqualTo(Reason.CONFIGURATION);
        }
        assertThat(new Mp4Muxer(List.of(Mp4Tracks.of(codec, 1, Arrays.copyOf(whole, enough)))).isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "OPUS, 010201380000bb80000000, another version of dOps",
        "OPUS, 4f70757348656164010200000000, an OpusHead instead of dOps",
        "AAC,  1690, a reserved frequency index",
        "AAC,  178000000080, a frequency of 0 Hz",
        "AAC,  2b11, HE-AAC cut off before the object type of its core"
    })
    void refusesAConfigurationThatCantBeRight(Codec codec, String configuration, String why) {
        Track track = Mp4Tracks.of(codec, 1, HexFormat.of().parseHex(configuration));

        assertThat(refusal(track)).as(why).isEqualTo(Reason.CONFIGURATION);
    }

    @Test
    void refusesFlacThatDoesntBeginWithItsStreamInformation() {
        byte[] configuration = HexFormat.of().parseHex(Mp4Tracks.configuration(Codec.FLAC));
        configuration[4] = (byte) 0x84;

        assertThat(refusal(Mp4Tracks.of(Codec.FLAC, 1, configuration))).isEqualTo(Reason.CONFIGURATION);
    }

    @ParameterizedTest
    @EnumSource(names = {"AAC", "MP3", "AC3", "EAC3", "FLAC"})
    void refusesAudioWithoutASampleRate(Codec codec) {
        byte[] configuration = HexFormat.of().parseHex(Mp4Tracks.configuration(codec));

        assertThat(refusal(Track.audio(1, codec, "", 0, 2, configuration))).isEqualTo(Reason.CONFIGURATION);
    }

    @Test
    void refusesTooManyTracksAndTwoOfOneId() throws TrackException {
        List<Track> tracks = new ArrayList<>();
        for (int id = 1; id <= Mp4Muxer.MAX_TRACKS; id++) {
            tracks.add(Mp4Tracks.of(id % 2 == 0 ? Codec.H264 : Codec.AAC, id));
        }
        assertThat(new Mp4Muxer(tracks).isEmpty()).isTrue();
        tracks.add(Mp4Tracks.of(Codec.VP9, 255));
        assertThat(refusal(tracks)).isEqualTo(Reason.TRACKS);
        assertThat(refusal(List.of(Mp4Tracks.of(Codec.VP9, 5), Mp4Tracks.of(Codec.AC3, 5))))
                .isEqualTo(Reason.TRACKS);
        assertThatIllegalArgumentException().isThrownBy(() -> new Mp4Muxer(List.of()));
    }

    @Test
    void takesAVvcRecordWithAndWithoutTheVersionOfItsBox() {
        byte[] bare = HexFormat.of().parseHex("fe00");
        byte[] boxed = HexFormat.of().parseHex("00000000fe00");

        assertThat(Mp4Tracks.initialization(Mp4Tracks.muxer(Mp4Tracks.of(Codec.VVC, 1, boxed))))
                .isEqualTo(Mp4Tracks.initialization(Mp4Tracks.muxer(Mp4Tracks.of(Codec.VVC, 1, bare))));
    }

    @ParameterizedTest
    @CsvSource({
        // codec, configuration, Hz, Hz in the sample entry, timescale
        "AAC,  1008, 96000, 0, 96000", // doesn't fit into 16 bits
        "AAC,  1388, 22050, 22050, 22050",
        "AAC,  1388, 44100, 44100, 44100", // implicit SBR: described by its output
        "MP3,  '',   11025, 11025, 11025",
        "MP3,  '',   4000, 4000, 90000", // nothing plays that; not a timescale to count milliseconds in
        "OPUS, 000201380000bb80000000, 16000, 48000, 48000"
    })
    void saysTheSampleRateWhereItFits(Codec codec, String configuration, int sampleRate, int entry, int timescale) {
        Track track = Track.audio(1, codec, "", sampleRate, 1, HexFormat.of().parseHex(configuration));

        ReadTrack read = readOnly(track);

        assertThat(read.sampleRate()).isEqualTo(entry);
        assertThat(read.timescale()).isEqualTo(timescale);
        assertThat(read.channels()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "96000, 48000",
        "192000, 64000",
        "88200, 44100",
        "88203, 29401",
        "65537, 1",
        "65535, 65535",
        "65536, 32768",
        "655350, 65535"
    })
    void dividesASampleRateOfFlacThatDoesntFit(int sampleRate, int entry) {
        byte[] configuration = HexFormat.of().parseHex(Mp4Tracks.configuration(Codec.FLAC));

        ReadTrack read = readOnly(Track.audio(1, Codec.FLAC, "", sampleRate, 0, configuration));

        assertThat(read.sampleRate()).isEqualTo(entry);
        assertThat(read.timescale()).isEqualTo(sampleRate);
        assertThat(read.channels()).as("not known").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"H264", "HEVC", "AV1", "VP9", "VP8", "AC3", "EAC3", "OPUS", "FLAC"})
    void storesTheConfigurationAsItIs(Codec codec) {
        ReadTrack read = readOnly(Mp4Tracks.of(codec, 9));

        assertThat(HexFormat.of().formatHex(bytes(read))).isEqualTo(Mp4Tracks.configuration(codec));
        assertThat(read.id()).isEqualTo(9);
        assertThat(read.video()).isEqualTo(codec.kind() == TrackKind.VIDEO);
        assertThat(read.width()).isEqualTo(read.video() ? 640 : 0);
        assertThat(read.height()).isEqualTo(read.video() ? 360 : 0);
    }

    @Test
    void writesADescriptorOfAnyLength() {
        byte[] configuration = new byte[Track.MAX_CONFIGURATION_BYTES];
        configuration[0] = 0x12;
        configuration[1] = 0x10;

        byte[] written = bytes(readOnly(Mp4Tracks.of(Codec.AAC, 1, configuration)));

        // version, ES_Descriptor of 65,568 bytes, its id and flags, DecoderConfigDescriptor of 65,554
        assertThat(HexFormat.of().formatHex(written, 0, 17))
                .isEqualTo("00000000" + "0380848020" + "000000" + "0480848012");
        assertThat(written).hasSize(4 + 5 + 65_568);
    }

    private static byte[] bytes(ReadTrack read) {
        byte[] bytes = new byte[read.configuration().limit()];
        read.configuration().get(0, bytes);
        return bytes;
    }

    private static ReadTrack readOnly(Track track) {
        return ReadMovie.read(Mp4Tracks.initialization(Mp4Tracks.muxer(track)))
                .tracks()
                .get(0);
    }

    private static Reason refusal(Track track) {
        return refusal(List.of(track));
    }

    private static Reason refusal(List<Track> tracks) {
        return catchThrowableOfType(TrackException.class, () -> new Mp4Muxer(tracks))
                .reason();
    }
}
