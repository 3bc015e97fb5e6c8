package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.flv.FlvException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VvcSequenceParameterSetTest {
    private static final int[] HEADER = {0x00, 0x79};

    /** Ids, sublayers, chroma, blocks of 32 x 32 or more; whether a profile follows. */
    private static Bits opening(int videoSet, int sublayers, int chroma, int blockCode, boolean profile) {
        return new Bits()
                .u(4, 0)
                .u(4, videoSet)
                .u(3, sublayers - 1)
                .u(2, chroma)
                .u(2, blockCode)
                .flags(profile ? "1" : "0");
    }

    /** Main 10, level 3.1, no constraints, no sub-profiles. */
    private static Bits plainProfile(Bits set) {
        return set.u(7, 1).flags("0").u(8, 51).flags("10").flags("0").align().u(8, 0);
    }

    /** From the gradual refresh to the sample bits. */
    private static Bits size(Bits set, int width, int height) {
        return set.flags("00").ue(width, height).flags("0").flags("0").ue(2);
    }

    /** From the entropy coding to the decoded picture buffer, for one sublayer. */
    private static Bits plainHeaders(Bits set) {
        return set.flags("00").u(4, 4).flags("0").u(2, 0).u(2, 0).ue(1, 0, 0);
    }

    /** All coding tools switched off, for 4:2:0 and blocks of 32 x 32. */
    private static Bits plainTools(Bits set) {
        set.ue(0).flags("0").ue(0, 0).flags("0").ue(0, 0); // partitions
        set.flags("0 0 0").flags("01").se(0).ue(0).ue(1, 1); // transforms, one table
        set.flags("0 0 0"); // filters
        set.flags("00 0 0 1").ue(0); // reference pictures
        set.flags("0 0 0 0 0 0 0").ue(5).flags("0 0 00").ue(0); // motion, one merge candidate
        set.flags("000 0 00 0 0"); // prediction
        return set.flags("0 0 00").flags("0"); // quantization, boundaries
    }

    private static PictureInfo read(Bits set) throws FlvException {
        return VvcSequenceParameterSet.read(set.toNalUnit(HEADER));
    }

    @Test
    void readsASetWithoutAnythingThatMayBeLeftOut() throws FlvException {
        Bits set = plainTools(plainHeaders(size(plainProfile(opening(0, 1, 1, 0, true)), 64, 48)));
        assertThat(read(set.flags("0 0 0 0"))).isEqualTo(new PictureInfo(1, 51, 64, 48, 0, 10, ColourInfo.UNSPECIFIED));
    }

    @Test
    void readsASetWithoutAProfile() throws FlvException {
        Bits set = size(opening(1, 1, 1, 0, false), 64, 48);
        set.flags("00").u(4, 4).flags("0").u(2, 0).u(2, 0);
        set.ue(0)
                .flags("0")
                .ue(0, 0)
                .flags("0")
                .ue(0, 0)
                .flags("0 0 0")
                .flags("01")
                .se(0)
                .ue(0)
                .ue(1, 1);
        set.flags("0 0 0").flags("00 0 1 0 1").ue(0); // with a flag for other layers
        set.flags("0 0 0 0 0 0 0")
                .ue(5)
                .flags("0 0 00")
                .ue(0)
                .flags("000 0 00 0 0")
                .flags("0 0 00")
                .flags("0");
        assertThat(read(set.flags("0 0 0"))).isEqualTo(new PictureInfo(0, 0, 64, 48, 0, 10, ColourInfo.UNSPECIFIED));
    }

    @Test
    void readsColoursAndTiming() throws FlvException {
        Bits set = plainTools(plainHeaders(size(plainProfile(opening(0, 1, 1, 0, true)), 64, 48)));
        set.flags("1").u(32, 1001).u(32, 30_000).flags("00").flags("1").ue(0); // timing, no buffer model
        set.flags("0"); // fields
        set.flags("1")
                .ue(9)
                .align()
                .flags("1000")
                .flags("1")
                .flags("0")
                .u(8, 255)
                .u(16, 4)
                .u(16, 3);
        set.flags("11").flags("1").u(8, 9).u(8, 16).u(8, 9).flags("1");
        assertThat(read(set))
                .isEqualTo(new PictureInfo(1, 51, 64, 48, 30_000 / 1001.0, 10, new ColourInfo(9, 16, 9, true)));
    }

    @Test
    void readsUsabilityInformationWithoutColours() throws FlvException {
        Bits set = plainTools(plainHeaders(size(plainProfile(opening(0, 1, 1, 0, true)), 64, 48)));
        set.flags("0 0 1")
                .ue(0)
                .align()
                .flags("1000")
                .flags("1")
                .flags("0")
                .u(8, 1)
                .flags("0 0 0");
        assertThat(read(set).colour()).isEqualTo(ColourInfo.UNSPECIFIED);
    }

    @ParameterizedTest
    @CsvSource({"0, 61, 45", "1, 58, 42", "2, 58, 45", "3, 61, 45"})
    void cropsInUnitsOfChroma(int chroma, int width, int height) throws FlvException {
        Bits set = plainProfile(opening(0, 1, chroma, 0, true))
                .flags("00")
                .ue(64, 48)
                .flags("1")
                .ue(1, 2, 3, 0);
        set.flags("0").ue(0);
        plainHeaders(set)
                .ue(0)
                .flags("0")
                .ue(0, 0)
                .flags(chroma == 0 ? "" : "0")
                .ue(0, 0);
        set.flags("0 0 0");
        if (chroma != 0) {
            set.flags("01").se(0).ue(0).ue(1, 1);
        }
        set.flags("0 0 0").flags("00 0 0 1").ue(0);
        set.flags("0 0 0 0 0 0 0").ue(5).flags("0 0 00").ue(0);
        set.flags("000").flags(chroma == 0 ? "" : "0").flags(chroma == 1 ? "00" : "");
        set.flags("0").flags(chroma == 3 ? "0" : "").flags("0").flags("0 0 00").flags("0");
        PictureInfo info = read(set.flags("0 0 0 0"));
        assertThat(info.width() + " x " + info.height()).isEqualTo(width + " x " + height);
    }

    @Test
    void passesOverEverything() throws FlvException {
        Bits set = opening(1, 3, 3, 2, true);
        set.u(7, 33).flags("1").u(8, 102).flags("11"); // profile
        set.flags("1").flags("111 0110").u(64, -1).u(8, 5).u(5, 9).align(); // constraints, 5 more than known
        set.flags("10").align().u(8, 99).u(8, 2).u(32, 1).u(32, 2); // a sublayer's level, sub-profiles
        set.flags("1").flags("1").flags("1"); // refresh, resampling
        set.ue(300, 200).flags("0");
        set.flags("1").ue(2).flags("00"); // three subpictures of any size, in blocks of 128: 3 x 2
        set.u(2, 1).u(1, 0).flags("10"); // size of the first, how it's treated
        set.u(2, 1).u(1, 0).u(2, 0).u(1, 0).flags("10");
        set.u(2, 0).u(1, 1).flags("01");
        set.ue(4).flags("11").u(5, 1).u(5, 2).u(5, 3); // their ids
        set.ue(4); // 12 bits
        set.flags("11").u(4, 2).flags("1").ue(7); // 6 bits of order count
        set.u(2, 1).u(8, 0xAA).u(2, 2).u(16, 0x5555); // bits in headers
        set.flags("1").ue(1, 0, 0, 2, 1, 0, 3, 1, 0); // a buffer for each sublayer
        set.ue(1).flags("1").ue(1, 2, 1, 1).flags("1").ue(1, 1, 2, 2).ue(2, 3, 0, 1); // partitions, luma, chroma, inter
        set.flags("1").flags("1").ue(3).flags("1").flags("1").flags("11").flags("1"); // transforms
        set.flags("10")
                .se(-3)
                .ue(1)
                .ue(0, 1, 2, 3)
                .se(4)
                .ue(0)
                .ue(5, 6)
                .se(0)
                .ue(0)
                .ue(7, 8); // three tables
        set.flags("1 11 1"); // filters
        referencePictures(set);
        set.flags("1 11 1 11 1 11 11").ue(0).flags("1").flags("1").ue(2).flags("1 1 11"); // motion, affine
        set.flags("11").flags("1").ue(3).ue(2); // six merge candidates: geometric ones too
        set.flags("111 1").flags("1").ue(4).flags("1").ue(2); // prediction; no adaptive colour: large transforms
        set.flags("1").u(2, 1).se(-5).se(1).ue(2).se(-1).ue(3); // deblocking by luma: two intervals
        set.flags("1").flags("1").flags("11"); // scaling lists, not for the secondary transform
        set.flags("11").ue(2, 5, 6).ue(1, 7); // boundaries
        set.flags("1")
                .u(32, 1)
                .u(32, 50)
                .flags("11 11")
                .u(8, 0)
                .u(4, 1)
                .u(4, 2)
                .u(4, 3)
                .ue(1); // timing, buffer model
        set.flags("1"); // of each sublayer
        for (int sublayer = 0; sublayer < 3; sublayer++) {
            set.flags(sublayer == 0 ? "1" : sublayer == 1 ? "01" : "00");
            if (sublayer < 2) {
                set.ue(3);
            }
            for (int i = 0; i < 4; i++) {
                set.ue(1, 2, 3, 4).flags("1");
            }
        }
        set.flags("1"); // fields
        set.flags("1")
                .ue(0)
                .align()
                .flags("0111")
                .flags("0")
                .flags("0")
                .flags("1")
                .u(8, 1)
                .u(8, 1)
                .u(8, 1)
                .flags("0");
        assertThat(read(set)).isEqualTo(new PictureInfo(33, 102, 300, 200, 50, 12, new ColourInfo(1, 1, 1, false)));
    }

    /** Weighted, with long-term pictures and other layers; two lists one way, none the other. */
    private static void referencePictures(Bits set) {
        set.flags("10 1 1 1 0").ue(2);
        set.ue(4).flags("0"); // long-term pictures have their order count here
        set.flags("1").ue(0); // of another layer
        set.flags("0 1").ue(0); // no distance, so no sign
        set.flags("0 1").ue(2).flags("1");
        set.flags("0 0").u(6, 33);
        set.ue(2).flags("1"); // long-term pictures have it in the picture header
        set.flags("0 1").ue(0).flags("0"); // the first is never at no distance
        set.flags("0 0");
        set.ue(0);
    }

    @Test
    void readsLessCommonBranches() throws FlvException {
        Bits joint = size(opening(0, 1, 3, 0, false), 64, 48);
        joint.flags("00").u(4, 4).flags("0").u(2, 0).u(2, 0);
        joint.ue(0).flags("0").ue(0, 0).flags("0").ue(0, 0);
        joint.flags("0 0 1").flags("00").se(0).ue(0).ue(1, 1).se(0).ue(0).ue(1, 1); // two tables, secondary transform
        joint.flags("0 0 0").flags("00 0 0 1").ue(1).ue(1).ue(0).flags("1");
        joint.flags("0 0 0 0 0 0 0")
                .ue(4)
                .flags("0 1")
                .ue(0)
                .flags("0 0")
                .flags("00 1")
                .ue(0); // two candidates
        joint.flags("000 0 1 1").ue(0).flags("0"); // palette, adaptive colour
        Bits without = new Bits().add(joint).flags("0").flags("1 1 0 00").flags("0");
        joint.flags("0").flags("1 1 1 1 00").flags("10");
        assertThat(read(joint.flags("0 0 0")).width()).isEqualTo(64);
        assertThat(read(without.flags("0 0 0")).height()).isEqualTo(48);
    }

    @Test
    void readsSubpicturesOfOneSizeAndASingleOne() throws FlvException {
        for (int subpictures : new int[] {1, 2}) {
            Bits set = plainProfile(opening(0, 1, 1, 0, true))
                    .flags("00")
                    .ue(64, 32)
                    .flags("0")
                    .flags("1");
            set.ue(subpictures - 1);
            if (subpictures == 2) {
                set.flags("11").u(1, 0); // independent, of one size: one block of two across, one down
            }
            set.ue(0).flags(subpictures == 1 ? "0" : "10").ue(2);
            assertThat(read(plainTools(plainHeaders(set)).flags("0 0 0 0")).bitDepth())
                    .isEqualTo(10);
        }
    }

    @Test
    void readsABufferModelOfOneBuffer() throws FlvException {
        Bits set = plainTools(plainHeaders(size(plainProfile(opening(0, 1, 1, 0, true)), 64, 48)));
        set.flags("1").u(32, 0).u(32, 30).flags("01 00").u(4, 0).u(4, 0).ue(0);
        set.flags("00 1").ue(1, 2).flags("0").flags("0 0 0");
        assertThat(read(set).framesPerSecond()).isZero();
    }

    @Test
    void readsTimesWithoutABufferModel() throws FlvException {
        Bits set = plainTools(plainHeaders(size(plainProfile(opening(0, 1, 1, 0, true)), 64, 48)));
        set.flags("1").u(32, 1).u(32, 30).flags("00").flags("00").flags("0 0 0");
        assertThat(read(set).framesPerSecond()).isEqualTo(30);
    }

    @Test
    void readsABufferModelOfNalUnitsForAllSublayersAtOnce() throws FlvException {
        Bits set = opening(0, 2, 1, 0, true)
                .u(7, 1)
                .flags("0")
                .u(8, 51)
                .flags("10")
                .flags("0")
                .align();
        set.flags("0").align().u(8, 0); // no level of the sublayer
        size(set, 64, 48).flags("00").u(4, 4).flags("0").u(4, 0).flags("0").ue(1, 0, 0);
        plainTools(set)
                .flags("1")
                .u(32, 1)
                .u(32, 30)
                .flags("10 00")
                .u(8, 0)
                .ue(1)
                .flags("0");
        set.flags("00").ue(1, 2).flags("0").ue(1, 2).flags("0").flags("0 0 0");
        assertThat(read(set).framesPerSecond()).isEqualTo(30);
    }

    @Test
    void refusesNumbersOutOfRange() {
        Bits opened = plainProfile(opening(0, 1, 1, 0, true));
        assertRefused("eight sublayers", () -> read(opening(0, 8, 1, 0, true).u(64, 0)));
        assertRefused("too wide", () -> read(new Bits().add(opened).flags("00").ue(65_537)));
        assertRefused(
                "no height",
                () -> read(new Bits().add(opened).flags("00").ue(64, 0).flags("0")));
        assertRefused(
                "cropped away",
                () -> read(
                        new Bits().add(opened).flags("00").ue(64, 48).flags("1").ue(20, 12, 0, 0)));
        assertRefused(
                "601 subpictures",
                () -> read(new Bits()
                        .add(opened)
                        .flags("00")
                        .ue(64, 48)
                        .flags("0 1")
                        .ue(600)));
        assertRefused(
                "ids of 17 bits",
                () -> read(new Bits()
                        .add(opened)
                        .flags("00")
                        .ue(64, 48)
                        .flags("0 1")
                        .ue(0, 16)));
        assertRefused(
                "17 bits",
                () -> read(new Bits()
                        .add(opened)
                        .flags("00")
                        .ue(64, 48)
                        .flags("0 0")
                        .ue(9)));
        Bits headers = plainHeaders(size(new Bits().add(opened), 64, 48));
        headers.ue(0).flags("0").ue(0, 0).flags("0").ue(0, 0).flags("0 0 0");
        assertRefused(
                "65 points",
                () -> read(new Bits().add(headers).flags("01").se(0).ue(64)));
        headers.flags("01").se(0).ue(0).ue(1, 1).flags("0 0 0");
        assertRefused(
                "65 lists", () -> read(new Bits().add(headers).flags("00 0 0 1").ue(65)));
        assertRefused(
                "30 pictures",
                () -> read(new Bits().add(headers).flags("00 0 0 1").ue(1, 30)));
        headers.flags("00 0 0 1").ue(0).flags("0 0 0 0 0 0 0");
        assertRefused("no merge candidates", () -> read(new Bits().add(headers).ue(6)));
        headers.ue(5).flags("0 0 00").ue(0).flags("000 0 00 0 0").flags("0 0 00");
        assertRefused(
                "4 boundaries", () -> read(new Bits().add(headers).flags("11").ue(4)));
        headers.flags("0 1").u(32, 1).u(32, 1).flags("10 00").u(8, 0);
        assertRefused("33 buffers", () -> read(new Bits().add(headers).ue(32)));
    }

    @Test
    void refusesWhatIsNoSequenceParameterSet() {
        assertRefused("nothing", () -> VvcSequenceParameterSet.read(Octets.EMPTY));
        assertRefused("half a header", () -> VvcSequenceParameterSet.read(Octets.of((byte) 0)));
        assertRefused(
                "a picture parameter set",
                () -> VvcSequenceParameterSet.read(
                        plainProfile(opening(0, 1, 1, 0, true)).toNalUnit(0x00, 0x81)));
    }

    @Test
    void cutOffOrChangedItIsReadOrRefused() {
        Bits set = plainTools(plainHeaders(size(plainProfile(opening(0, 1, 1, 0, true)), 64, 48)));
        byte[] whole = set.flags("0 0 0 0").toNalUnit(HEADER).toArray();
        Refusal.assertCutOffIsRefused(whole, whole.length - 1, bytes -> VvcSequenceParameterSet.read(Octets.of(bytes)));
        Refusal.assertReadOrRefused(whole, 50_000, bytes -> {
            PictureInfo info = VvcSequenceParameterSet.read(Octets.of(bytes));
            assertThat(info.width()).isBetween(1, 65_536);
            assertThat(info.height()).isBetween(1, 65_536);
            assertThat(info.framesPerSecond()).isNotNegative().isFinite();
            return info;
        });
    }
}
