package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.flv.FlvException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequence parameter sets of VVC without a profile and with all tools off, of the least and greatest numbers. */
class VvcBoundsTest {
    private static final int[] HEADER = {0x00, 0x79};

    private static Bits opening(int sublayers) {
        return new Bits()
                .u(4, 0)
                .u(4, 0)
                .u(3, sublayers - 1)
                .u(2, 1)
                .u(2, 0)
                .flags("0")
                .flags("00");
    }

    /** From the sample bits to the merge candidates. */
    private static Bits tools(Bits set) {
        set.ue(2).flags("00").u(4, 4).flags("0").u(4, 0);
        set.ue(0).flags("0").ue(0, 0).flags("0").ue(0, 0); // partitions
        set.flags("000").flags("01").se(0).ue(0).ue(1, 1).flags("000"); // transforms, filters
        return set.flags("00001").ue(0).flags("0000000"); // reference pictures, motion
    }

    /** From there to the end, with BT.2020 in it, so that nothing before was read too short or too long. */
    private static Bits end(Bits set) {
        set.ue(5).flags("0000").ue(0).flags("00000000").flags("0000").flags("0");
        set.flags("0 1")
                .ue(0)
                .align()
                .flags("0000 0 0 1")
                .u(8, 9)
                .u(8, 14)
                .u(8, 9)
                .flags("0");
        return set;
    }

    private static PictureInfo read(Bits set) throws FlvException {
        return VvcSequenceParameterSet.read(set.toNalUnit(HEADER));
    }

    private static PictureInfo picture(int width, int height) {
        return new PictureInfo(0, 0, width, height, 0, 10, new ColourInfo(9, 14, 9, false));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 65536, 65536", "7, 64, 48", "2, 1, 65536"})
    void readsTheLargestAndTheSmallestPictures(int sublayers, int width, int height) throws FlvException {
        Bits set = opening(sublayers).ue(width, height).flags("00");
        assertThat(read(end(tools(set)))).isEqualTo(picture(width, height));
    }

    @Test
    void cropsDownToOnePixel() throws FlvException {
        Bits set = opening(1).ue(65, 49).flags("1").ue(0, 32, 24, 0).flags("0");
        assertThat(read(end(tools(set)))).isEqualTo(picture(1, 1));
        Bits gone = opening(1).ue(64, 49).flags("1").ue(0, 32, 24, 0).flags("0");
        assertRefused("no width", () -> read(end(tools(gone))));
        Bits flat = opening(1).ue(65, 48).flags("1").ue(0, 32, 24, 0).flags("0");
        assertRefused("no height", () -> read(end(tools(flat))));
    }

    /** 600 of one size: the first has its own, 2 x 2 blocks take a bit each way. */
    @Test
    void readsAsManySubpicturesAsThereMayBe() throws FlvException {
        Bits set =
                opening(1).ue(64, 64).flags("0").flags("1").ue(599).flags("11").flags("00");
        set.ue(15).flags("11").u(16, 0xFFFF);
        for (int i = 1; i < 600; i++) {
            set.u(16, i);
        }
        assertThat(read(end(tools(set)))).isEqualTo(picture(64, 64));
    }

    /** A picture one pixel wider than a block takes two of them, one as wide takes one. */
    @ParameterizedTest
    @CsvSource({"32, 32, 0", "33, 32, 1", "64, 32, 1", "65, 32, 2", "32, 33, 1", "33, 33, 2", "129, 1, 3"})
    void countsBlocksForThePlacesOfSubpictures(int width, int height, int placeBits) throws FlvException {
        Bits set = opening(1).ue(width, height).flags("0").flags("1").ue(1).flags("10");
        set.flags("1".repeat(placeBits)); // the size of the first
        set.flags("1".repeat(placeBits)); // the place of the last
        set.ue(0).flags("0");
        assertThat(read(end(tools(set)))).isEqualTo(picture(width, height));
    }
}
