package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VpConfigurationTest {
    private static final String VERSIONED = "01000000 02 1F A3 09 10 09 0000";

    private static byte[] written(VideoConfiguration configuration) {
        ByteBuf out = Unpooled.buffer();
        configuration.write(out);
        return ByteBufUtil.getBytes(out);
    }

    private static VpParameters parameters(int profile, int level, int bitDepth, int chroma, int bytes) {
        return new VpParameters(
                profile, level, bitDepth, chroma, ColourInfo.UNSPECIFIED, Octets.of(new byte[bytes]), true);
    }

    /** The header of a VP9 key frame up to the size. */
    private static Bits frame(int profile, String bits) {
        return new Bits()
                .flags("10")
                .u(1, profile & 1)
                .u(1, profile >> 1)
                .flags(profile == 3 ? "0" : "")
                .flags("0 0 1 0")
                .u(24, 0x498342)
                .flags(bits)
                .u(16, 1279)
                .u(16, 719);
    }

    private static Vp9Configuration ofFrame(Bits bits) throws FlvException {
        return Vp9Configuration.ofFrame(Unpooled.wrappedBuffer(bits.toBytes()));
    }

    @Test
    void readsAndWritesARecordWithAndWithoutVersionAndFlags() throws FlvException {
        for (String hex : List.of(VERSIONED, VERSIONED.substring(9), VERSIONED.substring(9, 27) + "0002 AABB")) {
            boolean versioned = hex.startsWith("01000000");
            byte[] bytes = ByteBufUtil.getBytes(Hex.bytes(hex));
            for (ByteBuf record : Cuts.buffers(bytes, 1)) {
                Vp9Configuration configuration = Vp9Configuration.read(record);
                VpParameters parameters = configuration.parameters();
                assertThat(parameters.versioned()).isEqualTo(versioned);
                assertThat(parameters.profile()).isEqualTo(2);
                assertThat(parameters.level()).isEqualTo(31);
                assertThat(parameters.bitDepth()).isEqualTo(10);
                assertThat(parameters.chromaSubsampling()).isEqualTo(1);
                assertThat(parameters.colour()).isEqualTo(new ColourInfo(9, 16, 9, true));
                assertThat(written(configuration)).isEqualTo(bytes);
                assertThat(configuration.boxPayload())
                        .isEqualTo(ByteBufUtil.getBytes(Hex.bytes((versioned ? "" : "01000000") + hex)));
                assertThat(written(Vp8Configuration.read(record))).isEqualTo(bytes);
                assertThat(Vp8Configuration.read(record).boxPayload()).isEqualTo(configuration.boxPayload());
                assertThat(record.readerIndex()).isZero();
                record.release();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00 0A 82 02 02 02 0000, 00.10.08",
        "00 0A 82 01 01 01 0000, 00.10.08",
        "02 33 A3 09 10 09 0000, 02.51.10.01.09.16.09.01",
        "01 14 86 02 02 02 0000, 01.20.08.03.02.02.02.00",
        "03 3E CE 02 02 00 0000, 03.62.12.07.02.02.00.00",
        "00 15 82 02 02 01 0000, 00.21.08.01.02.02.01.00"
    })
    void namesTheCodec(String hex, String name) throws FlvException {
        assertThat(Vp9Configuration.read(Hex.bytes(hex)).codecString()).isEqualTo("vp09." + name);
        assertThat(Vp8Configuration.read(Hex.bytes(hex)).codecString()).isEqualTo("vp08." + name);
    }

    @Test
    void hasTheSizeOfAKeyFrame() throws FlvException {
        Vp9Configuration vp9 = Vp9Configuration.read(Hex.bytes(VERSIONED));
        assertThat(vp9.codec()).isEqualTo(VideoCodec.VP9);
        ColourInfo colour = new ColourInfo(9, 16, 9, true);
        assertThat(vp9.picture()).isEqualTo(new PictureInfo(2, 31, 0, 0, 0, 10, colour));
        assertThat(vp9.picture(Unpooled.wrappedBuffer(frame(0, "000 0").toBytes())))
                .isEqualTo(new PictureInfo(2, 31, 1280, 720, 0, 10, colour));
        Vp8Configuration vp8 = Vp8Configuration.read(Hex.bytes(VERSIONED));
        assertThat(vp8.codec()).isEqualTo(VideoCodec.VP8);
        assertThat(vp8.picture()).isEqualTo(vp9.picture());
        assertThat(vp8.picture(Hex.bytes("EE 100203 9D012A 8002 6841 AA").skipBytes(1)))
                .isEqualTo(new PictureInfo(2, 31, 640, 360, 0, 10, colour));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 000 0,       8,  1, 2, false",
        "0, 001 1,       8,  1, 5, true",
        "0, 010 0,       8,  1, 1, false",
        "0, 011 0,       8,  1, 6, false",
        "0, 100 0,       8,  1, 7, false",
        "1, 101 0 00 0,  8,  3, 9, false",
        "1, 110 0 10 0,  8,  2, 2, false",
        "1, 000 0 01 0,  8,  4, 2, false",
        "1, 000 0 11 0,  8,  1, 2, false",
        "1, 111 0,       8,  3, 0, true",
        "2, 0 101 0,     10, 1, 9, false",
        "2, 1 101 1,     12, 1, 9, true",
        "3, 1 111 0,     12, 3, 0, true"
    })
    void makesARecordFromAKeyFrame(int profile, String bits, int bitDepth, int chroma, int matrix, boolean full)
            throws FlvException {
        assertThat(ofFrame(frame(profile, bits)).parameters())
                .isEqualTo(new VpParameters(
                        profile, 31, bitDepth, chroma, new ColourInfo(2, 2, matrix, full), Octets.EMPTY, true));
    }

    @Test
    void makesARecordFromAKeyFrameOfVp8() throws FlvException {
        assertThat(Vp8Configuration.ofFrame(Hex.bytes("100203 9D012A 8002 6801")))
                .isEqualTo(new Vp8Configuration(
                        new VpParameters(0, 21, 8, 1, ColourInfo.UNSPECIFIED, Octets.EMPTY, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "256, 144, 10",
        "256, 145, 11",
        "384, 192, 11",
        "480, 256, 20",
        "640, 384, 21",
        "1080, 512, 30",
        "1280, 768, 31",
        "2048, 1088, 40",
        "4096, 2176, 50",
        "4097, 2176, 60",
        "65536, 65536, 60"
    })
    void takesTheLowestLevelThatAllowsTheSize(int width, int height, int level) {
        assertThat(VpParameters.lowestLevel(width, height)).isEqualTo(level);
    }

    @Test
    void refusesWhatIsNoKeyFrame() {
        assertRefused("another marker", () -> ofFrame(new Bits().flags("01").add(frame(0, "000 0"))));
        assertRefused(
                "a frame shown again", () -> ofFrame(new Bits().flags("10 00 1").u(200, 0)));
        assertRefused(
                "an inter frame", () -> ofFrame(new Bits().flags("10 00 0 1").u(200, 0)));
        assertRefused(
                "no sync code", () -> ofFrame(new Bits().flags("10 00 0 0 10").u(200, 0)));
        assertRefused("RGB in profile 0", () -> ofFrame(frame(0, "111 0")));
        assertRefused("RGB in profile 2", () -> ofFrame(frame(2, "0 111 0")));
        for (String hex : List.of("", "100203 9D012A 8002 68", "110203 9D012A 8002 6841", "100203 9D012B 8002 6841")) {
            assertRefused(hex, () -> Vp8Configuration.ofFrame(Hex.bytes(hex)));
            assertRefused(hex, () -> Vp8Configuration.read(Hex.bytes(VERSIONED)).picture(Hex.bytes(hex)));
        }
        byte[] whole = frame(0, "000 0").toBytes();
        Refusal.assertCutOffIsRefused(whole, whole.length, Vp9Configuration::ofFrame);
    }

    @Test
    void refusesARecordCutOffAnywhere() {
        for (String hex : List.of(VERSIONED, VERSIONED.substring(9), VERSIONED.substring(9, 27) + "0002 AABB")) {
            byte[] record = ByteBufUtil.getBytes(Hex.bytes(hex));
            Refusal.assertCutOffIsRefused(record, record.length, Vp9Configuration::read);
            Refusal.assertCutOffIsRefused(record, record.length, Vp8Configuration::read);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 0A 02 02 02 02 0000", "00 0A 92 02 02 02 0000", "00 0A F2 02 02 02 0000"})
    void refusesOtherBitDepths(String hex) {
        assertRefused(hex, () -> Vp9Configuration.read(Hex.bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource({
        "256, 10, 8, 1, 0",
        "-1, 10, 8, 1, 0",
        "0, 256, 8, 1, 0",
        "0, 10, 9, 1, 0",
        "0, 10, 8, 8, 0",
        "0, 10, 8, 1, 65536"
    })
    void isNotMadeOfWhatDoesNotFit(int profile, int level, int bitDepth, int chroma, int bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> parameters(profile, level, bitDepth, chroma, bytes));
    }

    @ParameterizedTest
    @CsvSource({"256, 2, 2", "2, 256, 2", "2, 2, 256", "-1, 2, 2"})
    void hasNoColoursOfWhatDoesNotFit(int primaries, int transfer, int matrix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ColourInfo(primaries, transfer, matrix, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 2, true",
        "1, 1, 1, true",
        "1, 1, 2, false",
        "1, 2, 1, false",
        "2, 1, 1, false",
        "2, 2, 1, false",
        "9, 16, 9, false"
    })
    void onlyColoursAllUnspecifiedOrAllOfTelevisionAreUsual(int primaries, int transfer, int matrix, boolean usual) {
        ColourInfo colour = new ColourInfo(primaries, transfer, matrix, false);
        assertThat(colour.isUsual()).isEqualTo(usual);
        assertThat(colour.withFullRange(true).isUsual()).isFalse();
    }

    @Test
    void changedBytesAreReadOrRefused() {
        Refusal.assertReadOrRefused(ByteBufUtil.getBytes(Hex.bytes(VERSIONED)), 20_000, bytes -> {
            Vp9Configuration configuration = Vp9Configuration.read(bytes);
            assertThat(configuration.codecString()).startsWith("vp09.");
            assertThat(Vp9Configuration.read(Unpooled.wrappedBuffer(written(configuration))))
                    .isEqualTo(configuration);
            return configuration;
        });
        Refusal.assertReadOrRefused(frame(1, "000 0 11 0").toBytes(), 20_000, Vp9Configuration::ofFrame);
    }
}
