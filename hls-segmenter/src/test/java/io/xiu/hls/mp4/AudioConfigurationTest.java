package io.xiu.hls.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of the records of Opus, FLAC, MP3 and AAC has to be right. */
class AudioConfigurationTest {
    private static final String STREAM_INFO =
            "12001200" + "000000000000" + "0ac442f000000000" + "00000000000000000000000000000000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // STREAMINFO with padding, a comment or both behind it
                "00000000 00000022 S 81000004 00000000",
                "00000000 00000022 S 84000000",
                "00000000 00000022 S 81000000",
                "00000000 00000022 S 01000002 0000 84000001 00",
            })
    void keepsEveryMetadataBlockOfFlac(String configuration) throws TrackException {
        String bytes = expanded(configuration);

        ReadMovie.ReadTrack read = ReadMovie.read(Mp4Tracks.initialization(new Mp4Muxer(List.of(flac(bytes)))))
                .tracks()
                .get(0);

        byte[] written = new byte[read.configuration().limit()];
        read.configuration().get(0, written);
        assertThat(HexFormat.of().formatHex(written)).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "blocks of {0} to {1}")
    @CsvSource({"1200, 1200, 4608", "1000, 1200, 4586", "0010, 1200, 4586"})
    void blocksOfFlacOfOneSizeLastAsLongAsTheySayAndOthersAsTheirTimesSay(String least, String most, long periods)
            throws TrackException {
        Track track = flac("0000000080000022" + least + most + STREAM_INFO.substring(8));
        Mp4Muxer muxer = new Mp4Muxer(List.of(track));
        ByteBuf file = Unpooled.buffer();
        muxer.writeInitialization(file);
        muxer.add(Mp4Tracks.sample(track, 0, true, 9));
        muxer.add(Mp4Tracks.sample(track, 104 * 90, true, 9));
        muxer.writeFragment(file, 208 * 90, true, null);

        assertThat(ReadMovie.read(Mp4Tracks.bytes(file)).samplesOf(1))
                .extracting(ReadMovie.ReadSample::duration)
                .startsWith(periods);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "00000000 80000021 S, metadata block 0 of 33 bytes instead of STREAMINFO",
        "00000000 80010022 S, metadata block 0 of 65570 bytes instead of STREAMINFO",
        "00000000 81000022 S, metadata block 1 of 34 bytes instead of STREAMINFO",
        "00000000 00000022 S, metadata blocks don't end with its 42 bytes",
        "00000000 80000022 S 00, metadata blocks don't end with its 43 bytes",
        "00000000 80000022 S 84000000, metadata blocks don't end with its 46 bytes",
        "00000000 00000022 S 840000, metadata blocks don't end with its 45 bytes",
        "00000000 00000022 S 84000001, metadata blocks don't end with its 46 bytes",
        "00000000 00000022 S 84000000 00, metadata blocks don't end with its 47 bytes",
        "00000000 00000022 S 04000000, metadata blocks don't end with its 46 bytes",
        "00000000 00000022 S 04ffffff, metadata blocks don't end with its 46 bytes",
    })
    void refusesMetadataBlocksThatDoNotFit(String configuration, String problem) {
        refuses(flac(expanded(configuration)), "configuration of track 1 (FLAC): " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 01 0000 0000bb80 0000 00",
                "00 02 0000 0000bb80 0000 00",
                "00 03 0000 0000bb80 0000 01 02 01 000201",
                "00 01 0000 0000bb80 0000 ff 01 00 00",
                "00 01 0000 0000bb80 0000 ff 01 00 00 00",
            })
    void takesOpusWithTheChannelsItSays(String configuration) throws TrackException {
        assertThat(new Mp4Muxer(List.of(opus(configuration))).isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "00 00 0000 0000bb80 0000 00, 11 bytes for 0 channels",
        "00 00 0000 0000bb80 0000 01 00 00, 13 bytes for 0 channels",
        "00 03 0000 0000bb80 0000 00, 11 bytes for 3 channels",
        "00 02 0000 0000bb80 0000 01, 11 bytes for 2 channels",
        "00 02 0000 0000bb80 0000 01 02 00 00, 14 bytes for 2 channels",
        "00 ff 0000 0000bb80 0000 ff ff 00 00, 14 bytes for 255 channels",
        "01 02 0000 0000bb80 0000 00, version 1",
        "ff 02 0000 0000bb80 0000 00, version 255",
        "00 02 0000 0000bb80 0000, 10 bytes",
    })
    void refusesOpusWithoutThem(String configuration, String problem) {
        refuses(opus(configuration), "configuration of track 1 (OPUS): " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "31999, 69, 576",
        "32000, 6b, 1152",
        "48000, 6b, 1152",
        "7350, 69, 576",
        "7349, 69, 0",
    })
    void saysWhichMp3ItIs(int sampleRate, String objectType, int periods) throws TrackException {
        Track track = Track.audio(1, Codec.MP3, "", sampleRate, 2, new byte[0]);

        ReadMovie.ReadTrack read = ReadMovie.read(Mp4Tracks.initialization(new Mp4Muxer(List.of(track))))
                .tracks()
                .get(0);

        // version and flags, the stream's descriptor of eight bytes, the header of the decoder's
        assertThat(read.configuration().get(4 + 8 + 5)).isEqualTo((byte) Integer.parseInt(objectType, 16));
        Timing timing = SampleEntry.of(track).timing();
        assertThat(timing.length().applyAsInt(Unpooled.EMPTY_BUFFER)).isEqualTo(periods);
        assertThat(timing.timescale()).isEqualTo(periods == 0 ? 90_000 : sampleRate);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', cut short at 0 bytes",
        "12, cut short at 1 bytes",
        "1690, frequency index 13",
        "1710, frequency index 14",
        "178000000080, frequency index 15",
        "2b11, cut short at 2 bytes",
        "f8, cut short at 1 bytes",
    })
    void saysWhatIsWrongWithAac(String configuration, String problem) {
        refuses(
                Mp4Tracks.of(Codec.AAC, 1, HexFormat.of().parseHex(configuration)),
                "configuration of track 1 (AAC): " + problem);
    }

    private static void refuses(Track track, String message) {
        assertThatThrownBy(() -> new Mp4Muxer(List.of(track)))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));
    }

    private static String expanded(String configuration) {
        return configuration.replace("S", STREAM_INFO).replace(" ", "");
    }

    private static Track flac(String configuration) {
        return Mp4Tracks.of(Codec.FLAC, 1, HexFormat.of().parseHex(configuration));
    }

    private static Track opus(String configuration) {
        return Mp4Tracks.of(Codec.OPUS, 1, HexFormat.of().parseHex(configuration.replace(" ", "")));
    }
}
