package io.xiu.hls.ts;

import static io.xiu.hls.TestSamples.accessUnit;
import static io.xiu.hls.TestSamples.audio;
import static io.xiu.hls.TestSamples.nalUnit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCheckTest {
    private static final Track MP3 = TestTracks.mp3(44_100);

    @Test
    void takesAnAccessUnitWithASlice() {
        assertThat(ofVideo(accessUnit(nalUnit(9, 2), nalUnit(6, 20), nalUnit(5, 100))))
                .isNull();
        assertThat(ofVideo(accessUnit(nalUnit(1, 1)))).isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', EMPTY",
        "00, NALU_LENGTH",
        "000000, NALU_LENGTH",
        "00000000, NO_SLICE",
        "0000000165, ",
        "0000000265, NALU_LENGTH",
        "FFFFFFFF65, NALU_LENGTH",
        "8000000065, NALU_LENGTH",
        "0000000165000000, NALU_LENGTH",
        "000000016500000003, NALU_LENGTH",
        "0000000106, NO_SLICE",
        "0000000209F0, NO_SLICE",
        "00000001674D401E00000001658884, NALU_LENGTH",
    })
    void judgesNalUnitLengths(String hex, @Nullable DropReason expected) {
        assertThat(ofVideo(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void readsLengthsOfEverySize(int lengthBytes) {
        byte[] record = TestTracks.avcC();
        record[4] = (byte) (0xFC | lengthBytes - 1);
        Track track = TestTracks.h264(record);
        ByteBuf data = Unpooled.buffer();
        data.writeZero(lengthBytes - 1).writeByte(3).writeBytes(nalUnit(5, 3));

        assertThat(check(new Sample(track, 0, 0, true, data), track)).isNull();
        data.writeByte(0xFF);
        assertThat(check(new Sample(track, 0, 0, true, data), track)).isEqualTo(DropReason.NALU_LENGTH);
    }

    @Test
    void countsOneHundredThousandTinyNalUnitsThrough() {
        byte[][] units = new byte[100_000][];
        Arrays.fill(units, nalUnit(1, 1));

        assertThat(ofVideo(accessUnit(units))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, EMPTY", "1, ", "8184, ", "8185, TOO_LONG", "1048576, TOO_LONG"})
    void boundsAacFramesByTheAdtsHeader(int bytes, @Nullable DropReason expected) {
        assertThat(check(audio(0, bytes), TestTracks.audio())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, EMPTY", "3, FRAME_HEADER", "4, ", "16384, ", "16385, TOO_LONG"})
    void boundsMp3Frames(int bytes, @Nullable DropReason expected) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeInt(0xFFFB9064).writeZero(Math.max(0, bytes - 4)).writerIndex(bytes);

        assertThat(check(new Sample(MP3, 0, 0, true, frame), MP3)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "AC3, 0b7738900c4043e1, ",
        "AC3, 0b7738900c4043, FRAME_HEADER",
        "AC3, 0b7700bf3487c000, FRAME_HEADER",
        "EAC3, 0b7700bf3487c000, ",
        "EAC3, 0b7738900c4043e1, FRAME_HEADER",
        "EAC3, 00, FRAME_HEADER",
        "OPUS, fc, ",
        "OPUS, ff, FRAME_HEADER",
        "OPUS, ff00, FRAME_HEADER",
        "HEVC, 000000022601, ",
        "HEVC, 0000000340010c, NO_SLICE",
        "HEVC, 000000034601, NALU_LENGTH",
    })
    void judgesTheOtherCodecs(Codec codec, String hex, @Nullable DropReason expected) {
        Track track = CodecTracks.ALL.stream()
                .filter(each -> each.codec() == codec)
                .findFirst()
                .orElseThrow();
        ByteBuf data = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));

        assertThat(check(new Sample(track, 0, 0, true, data), track)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"AC3, 16384, ", "AC3, 16385, TOO_LONG", "OPUS, 61440, ", "OPUS, 61441, TOO_LONG"})
    void boundsTheFramesOfOtherCodecs(Codec codec, int bytes, @Nullable DropReason expected) {
        Track track = codec == Codec.AC3 ? CodecTracks.AC3 : CodecTracks.OPUS;
        ByteBuf data = CodecTracks.audio(track, 0, 1).data();
        data.writeZero(bytes - data.readableBytes());

        assertThat(check(new Sample(track, 0, 0, true, data), track)).isEqualTo(expected);
    }

    @Test
    void refusesOpusWithChannelsThatMpegTsCanNotSay() {
        Track surround = Track.audio(
                1, Codec.OPUS, "opus", 48_000, 3, HexFormat.of().parseHex("000300000000bb800000010300000201"));
        Track unknown = Track.audio(1, Codec.OPUS, "opus", 48_000, 2, new byte[0]);

        assertThatThrownBy(() -> SampleCheck.of(unknown)).isInstanceOf(TrackException.class);
        assertThatThrownBy(() -> SampleCheck.of(
                        Track.audio(1, Codec.OPUS, "opus", 48_000, 9, new byte[] {0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1})))
                .isInstanceOfSatisfying(
                        TrackException.class,
                        e -> assertThat(e.reason()).isEqualTo(TrackException.Reason.CONFIGURATION));
        assertThatThrownBy(() -> SampleCheck.of(surround)).isInstanceOf(TrackException.class);
    }

    @Test
    void framesOfEac3LastAsLongAsTheirFirstSubstreams() throws TrackException {
        byte[] frame = new byte[384];
        CodecTracks.audio(CodecTracks.EAC3, 0, 0).data().readBytes(frame);
        byte[] dependent = frame.clone();
        dependent[2] |= 0x40;
        byte[] second = frame.clone();
        second[2] |= 0x08;
        AudioFraming framing = AudioFraming.of(CodecTracks.EAC3);

        assertThat(framing.duration90k(Unpooled.wrappedBuffer(frame))).isEqualTo(2_880);
        assertThat(framing.duration90k(Unpooled.wrappedBuffer(frame, dependent, second)))
                .isEqualTo(2_880);
        assertThat(framing.duration90k(Unpooled.wrappedBuffer(frame, dependent, frame)))
                .isEqualTo(5_760);
    }

    @Test
    void refusesAnMp3FrameWithoutHeader() {
        assertThat(check(audio(0, 100), MP3)).isEqualTo(DropReason.FRAME_HEADER);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void muxesWhateverItTakes(long seed) throws TrackException {
        Random random = new Random(seed);
        ByteBuf out = Unpooled.buffer();
        TsMuxer muxer = new TsMuxer(TsOutput.to(out));
        muxer.tracks(List.of(TestTracks.video()));
        muxer.writeTables();
        TsListing reader = new TsListing();
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            ByteBuf data = randomAccessUnit(random);
            Sample sample = new Sample(TestTracks.video(), i, i, random.nextBoolean(), data);
            if (check(sample, TestTracks.video()) == null) {
                taken++;
                muxer.write(sample, i);
            }
        }
        assertThat(taken).as("seed %d", seed).isBetween(1_000, 19_000);
        assertThat(reader.read(out)).as("seed %d", seed).hasSize(2 + taken);
    }

    /** A few NAL units of any type; every other time a byte is changed or the end cut off. */
    private static ByteBuf randomAccessUnit(Random random) {
        byte[][] units = new byte[1 + random.nextInt(4)][];
        for (int i = 0; i < units.length; i++) {
            int bytes = random.nextInt(300);
            units[i] = bytes == 0 ? new byte[0] : nalUnit(random.nextInt(32), bytes);
        }
        ByteBuf data = accessUnit(units);
        if (random.nextBoolean()) {
            data.setByte(random.nextInt(data.readableBytes()), random.nextInt(256));
        } else if (random.nextBoolean()) {
            data.writerIndex(random.nextInt(data.readableBytes()));
        }
        return data;
    }

    private static @Nullable DropReason ofVideo(ByteBuf data) {
        return check(new Sample(TestTracks.video(), 0, 0, true, data), TestTracks.video());
    }

    private static @Nullable DropReason check(Sample sample, Track track) {
        try {
            return SampleCheck.of(track).check(sample);
        } catch (TrackException e) {
            throw new AssertionError(e);
        }
    }
}
