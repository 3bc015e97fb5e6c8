package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvcSequenceParameterSetTest {
    private static final String FULL_HD = "67640028acd940780227e5c04400000fa40003a9803c60c658";
    private static final int HEADER = 0x67;

    private static Octets nalUnit(String hex) {
        return Octets.of(Hex.bytes(hex));
    }

    /** Profile, no constraints, level 3, id 0. */
    private static Bits set(int profile) {
        return new Bits().u(8, profile).u(8, 0).u(8, 30).ue(0);
    }

    /** From the frame number to the size: 2 x 3 macroblocks, frames only. */
    private static Bits size(Bits set) {
        return set.ue(0, 2, 0).flags("0").ue(1, 2).flags("11");
    }

    /** Encoded with x264: cropped full HD, interlaced, 4:4:4, 4:2:2 with 10 bits and a scaling matrix, odd size, grey. */
    @ParameterizedTest
    @CsvSource({
        FULL_HD + ", 100, 40, 1920, 1080, 29.970, 8",
        "67640028acd94078044fde0220000003002000000643e2c5b2c0, 100, 40, 1920, 1080, 25, 8",
        "67f40016919b282a10f1f1f80880000003008000003c078b16cb, 244, 22, 322, 242, 60, 8",
        "677a0015b6cd9415087888fc0440000003004000001903c58b6580, 122, 21, 322, 242, 50, 10",
        "6742c00bd901419ea23016a0404028000003000800000300a078a15240, 66, 11, 318, 178, 10, 8",
        "6764000af3651cfe3637016c800000030080000018078912cb, 100, 10, 100, 100, 24, 8"
    })
    void readsWhatEncodersWrite(
            String hex, int profile, int level, int width, int height, double framesPerSecond, int bitDepth)
            throws FlvException {
        PictureInfo info = AvcSequenceParameterSet.read(nalUnit(hex));
        assertThat(info.profile()).isEqualTo(profile);
        assertThat(info.level()).isEqualTo(level);
        assertThat(info.width()).isEqualTo(width);
        assertThat(info.height()).isEqualTo(height);
        assertThat(info.framesPerSecond()).isCloseTo(framesPerSecond, within(0.001));
        assertThat(info.bitDepth()).isEqualTo(bitDepth);
    }

    @Test
    void readsASetWithoutUsabilityInformation() throws FlvException {
        assertThat(AvcSequenceParameterSet.read(size(set(66)).flags("00").toNalUnit(HEADER)))
                .isEqualTo(new PictureInfo(66, 30, 32, 48, 0, 8, ColourInfo.UNSPECIFIED));
    }

    @Test
    void readsAllOfTheUsabilityInformationUpToTheTiming() throws FlvException {
        Bits set = size(set(66)).flags("01");
        set.flags("1").u(8, 255).u(16, 4).u(16, 3); // shape of a pixel
        set.flags("11"); // cropping at the edges
        set.flags("1").u(3, 5).flags("11").u(8, 9).u(8, 16).u(8, 9);
        set.flags("1").ue(2, 2); // where the chroma samples are
        set.flags("1").u(32, 1001).u(32, 48_000).flags("1");
        assertThat(AvcSequenceParameterSet.read(set.toNalUnit(HEADER)))
                .isEqualTo(new PictureInfo(66, 30, 32, 48, 48_000 / 2002.0, 8, new ColourInfo(9, 16, 9, true)));
    }

    @Test
    void readsTheRangeWithoutAColourDescriptionAndAClockWithoutTicks() throws FlvException {
        Bits ranged = size(set(66))
                .flags("01")
                .flags("0 0")
                .flags("1")
                .u(3, 5)
                .flags("10")
                .flags("0");
        ranged.flags("1").u(32, 0).u(32, 50);
        assertThat(AvcSequenceParameterSet.read(ranged.toNalUnit(HEADER)))
                .isEqualTo(new PictureInfo(66, 30, 32, 48, 0, 8, new ColourInfo(2, 2, 2, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "44, 1, 1, 30, 46", // 4:2:0: in steps of two
        "100, 2, 1, 30, 47", // 4:2:2: only across
        "244, 3, 1, 31, 47", // 4:4:4
        "244, 0, 1, 31, 47", // grey
        "118, 1, 0, 30, 92", // fields: in steps of four down
        "139, 2, 0, 30, 94"
    })
    void cropsInUnitsOfChromaAndFields(int profile, int chroma, int framesOnly, int width, int height)
            throws FlvException {
        Bits set = set(profile).ue(chroma);
        if (chroma == 3) {
            set.flags("0");
        }
        set.ue(0, 0).flags("00");
        set.ue(0, 0, 0, 0).flags("0").ue(1, 2).u(1, framesOnly);
        set.flags(framesOnly == 1 ? "1" : "01");
        set.flags("1").ue(0, 1, 0, 1).flags("0");
        PictureInfo info = AvcSequenceParameterSet.read(set.toNalUnit(HEADER));
        assertThat(info.width() + " x " + info.height()).isEqualTo(width + " x " + height);
    }

    @Test
    void cropsPlanesCodedSeparatelyByPixels() throws FlvException {
        Bits set = set(244).ue(3).flags("1").ue(2, 2).flags("00");
        set.ue(0, 0, 0, 0)
                .flags("0")
                .ue(1, 2)
                .flags("11")
                .flags("1")
                .ue(1, 0, 0, 0)
                .flags("0");
        assertThat(AvcSequenceParameterSet.read(set.toNalUnit(HEADER)))
                .isEqualTo(new PictureInfo(244, 30, 31, 48, 0, 10, ColourInfo.UNSPECIFIED));
    }

    @Test
    void passesOverScalingMatricesAndPictureOrders() throws FlvException {
        for (int chroma : new int[] {1, 3}) {
            Bits set =
                    set(244).ue(chroma).flags(chroma == 3 ? "0" : "").ue(0, 0).flags("0 1");
            set.flags("1").se(-8); // a list that ends at once: the default one
            set.flags("1");
            for (int i = 0; i < 16; i++) {
                set.se(i % 2 == 0 ? 3 : -3);
            }
            set.flags("0000").flags("1");
            for (int i = 0; i < 64; i++) {
                set.se(1);
            }
            set.flags("0".repeat(chroma == 3 ? 5 : 1));
            set.ue(0).ue(1).flags("0").se(-1, 2).ue(3).se(5, -5, 0); // order type 1 with a cycle of 3
            set.ue(0).flags("0").ue(1, 2).flags("11").flags("00");
            assertThat(AvcSequenceParameterSet.read(set.toNalUnit(HEADER)).height())
                    .isEqualTo(48);
        }
    }

    @Test
    void readsTheLargestAndTheSmallestPictures() throws FlvException {
        Bits frames = set(66).ue(0, 2, 0).flags("0").ue(1023, 1023).flags("11 00");
        Bits fields = set(66).ue(0, 2, 0).flags("0").ue(1023, 511).flags("001 00");
        for (Bits set : new Bits[] {frames, fields}) {
            assertThat(AvcSequenceParameterSet.read(set.toNalUnit(HEADER)))
                    .isEqualTo(new PictureInfo(66, 30, 16_384, 16_384, 0, 8, ColourInfo.UNSPECIFIED));
        }
        Bits pixel = set(244).ue(3).flags("0").ue(0, 0).flags("00").ue(0, 0, 0, 0);
        pixel.flags("0").ue(0, 0).flags("11").flags("1").ue(7, 8, 10, 5).flags("0");
        assertThat(AvcSequenceParameterSet.read(pixel.toNalUnit(HEADER)))
                .isEqualTo(new PictureInfo(244, 30, 1, 1, 0, 8, ColourInfo.UNSPECIFIED));
    }

    @Test
    void refusesNumbersOutOfRange() {
        Bits set = set(66).ue(0);
        assertRefused(
                "32 zeros",
                () -> AvcSequenceParameterSet.read(set(66).u(32, 0).u(8, 0x80).toNalUnit(HEADER)));
        assertRefused(
                "order type 3", () -> AvcSequenceParameterSet.read(set.ue(3).toNalUnit(HEADER)));
        assertRefused(
                "order cycle 256",
                () -> AvcSequenceParameterSet.read(
                        set(66).ue(0, 1).flags("0").se(0, 0).ue(256).toNalUnit(HEADER)));
        assertRefused(
                "crop across",
                () -> AvcSequenceParameterSet.read(
                        size(set(66)).flags("1").ue(7, 9, 0, 0).toNalUnit(HEADER)));
        assertRefused(
                "crop down",
                () -> AvcSequenceParameterSet.read(
                        size(set(66)).flags("1").ue(0, 0, 20, 4).toNalUnit(HEADER)));
        assertRefused(
                "crop more than there is",
                () -> AvcSequenceParameterSet.read(
                        size(set(66)).flags("1").ue(33, 0, 0, 0).toNalUnit(HEADER)));
        assertRefused(
                "too wide",
                () -> AvcSequenceParameterSet.read(
                        set(66).ue(0, 2, 0).flags("0").ue(1024, 2).toNalUnit(HEADER)));
        assertRefused(
                "too high in fields",
                () -> AvcSequenceParameterSet.read(set(66).ue(0, 2, 0)
                        .flags("0")
                        .ue(1, 512)
                        .flags("001 00")
                        .toNalUnit(HEADER)));
        assertRefused(
                "chroma format 4",
                () -> AvcSequenceParameterSet.read(set(100).ue(4).toNalUnit(HEADER)));
    }

    @Test
    void refusesWhatIsNoSequenceParameterSet() {
        for (String hex : new String[] {"", "67", "68ebe3cb22c0"}) {
            assertRefused(hex, () -> AvcSequenceParameterSet.read(nalUnit(hex)));
        }
    }

    @Test
    void refusesASetCutOffBeforeTheEndOfTheTiming() {
        byte[] whole = ByteBufUtil.decodeHexDump(FULL_HD);
        Refusal.assertCutOffIsRefused(whole, 20, bytes -> AvcSequenceParameterSet.read(Octets.of(bytes)));
    }

    @Test
    void changedBytesGiveASizeInRangeOrARefusal() {
        Refusal.assertReadOrRefused(ByteBufUtil.decodeHexDump(FULL_HD), 50_000, bytes -> {
            PictureInfo info = AvcSequenceParameterSet.read(Octets.of(bytes));
            assertThat(info.width()).isBetween(1, 16_384);
            assertThat(info.height()).isBetween(1, 16_384);
            assertThat(info.framesPerSecond()).isNotNegative().isFinite();
            return info;
        });
    }
}
