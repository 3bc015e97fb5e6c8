package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.flv.FlvException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HevcSequenceParameterSetTest {
    private static final int[] HEADER = {0x42, 0x01};

    /** Up to the level: Main, 3.1, so many sub-layers, each but the last with or without profile and level of its own. */
    private static Bits profile(int subLayers, String present) {
        Bits set = new Bits().u(4, 0).u(3, subLayers - 1).flags("1");
        set.u(8, 1).u(32, 0x60000000).u(16, 0x9000).u(32, 0).u(8, 93);
        if (subLayers > 1) {
            set.flags(present).u(2 * (8 - (subLayers - 1)), 0);
            for (int i = 0; i < 2 * (subLayers - 1); i += 2) {
                set.u(present.charAt(i) == '1' ? 88 : 0, 0xFFFF).u(present.charAt(i + 1) == '1' ? 8 : 0, 0xFF);
            }
        }
        return set;
    }

    /** From the id to the order count: 64 x 48 pixels. */
    private static Bits size(Bits set, int chroma) {
        set.ue(0, chroma).flags(chroma == 3 ? "0" : "").ue(64, 48).flags("0");
        return set.ue(2, 2).ue(4);
    }

    /** From the sub-layers' order to the end, everything left out. */
    private static Bits plainEnd(Bits set) {
        return set.flags("0")
                .ue(1, 2, 3)
                .ue(0, 1, 2, 3, 4, 5)
                .flags("0 00 0")
                .ue(0)
                .flags("0 00 0");
    }

    private static PictureInfo read(Bits set) throws FlvException {
        return HevcSequenceParameterSet.read(set.toNalUnit(HEADER));
    }

    @Test
    void readsASetWithoutAnythingThatMayBeLeftOut() throws FlvException {
        PictureInfo expected = new PictureInfo(1, 93, 64, 48, 0, 10, ColourInfo.UNSPECIFIED);
        assertThat(read(plainEnd(size(profile(1, ""), 1)))).isEqualTo(expected);
        assertThat(read(plainEnd(size(profile(3, "1001"), 3)))).isEqualTo(expected);
        assertThat(read(plainEnd(size(profile(7, "111111111111"), 0)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 61, 45", "1, 58, 42", "2, 58, 45", "3, 61, 45"})
    void cropsInUnitsOfChroma(int chroma, int width, int height) throws FlvException {
        Bits set = profile(1, "").ue(0, chroma).flags(chroma == 3 ? "0" : "");
        set.ue(64, 48).flags("1").ue(1, 2, 3, 0).ue(0, 0).ue(4);
        PictureInfo info = read(plainEnd(set));
        assertThat(info.width() + " x " + info.height()).isEqualTo(width + " x " + height);
    }

    @Test
    void cropsPlanesCodedSeparatelyByPixels() throws FlvException {
        Bits set = profile(1, "")
                .ue(0, 3)
                .flags("1")
                .ue(64, 48)
                .flags("1")
                .ue(1, 0, 0, 1)
                .ue(0, 0)
                .ue(4);
        PictureInfo info = read(plainEnd(set));
        assertThat(info.width() + " x " + info.height()).isEqualTo("63 x 47");
    }

    @Test
    void passesOverEverythingUpToTheTiming() throws FlvException {
        Bits set = size(profile(3, "0000"), 1);
        set.flags("1").ue(1, 2, 3, 1, 2, 3, 1, 2, 3); // an order for each sub-layer
        set.ue(0, 1, 2, 3, 4, 5);
        scalingLists(set.flags("11"));
        set.flags("11"); // asymmetric partitions, adaptive offset
        set.flags("1").u(4, 7).u(4, 7).ue(0, 1).flags("1"); // pulse code modulation
        set.ue(3); // reference picture sets: one of its own, two made of the one before
        set.ue(2, 1).ue(0).flags("1").ue(1).flags("0").ue(0).flags("1");
        set.flags("1").flags("0").ue(3).flags("1 01 00 1"); // of 3 + 1: two used, one kept, one left out
        set.flags("1").flags("1").ue(0).flags("00 00 1 01");
        set.flags("1").ue(2).u(8, 5).flags("1").u(8, 9).flags("0"); // long-term, 8 bits of order count
        set.flags("11");
        set.flags("1"); // usability information
        set.flags("1").u(8, 1).flags("0");
        set.flags("1").u(3, 5).flags("01").u(8, 9).u(8, 18).u(8, 9);
        set.flags("1").ue(0, 0).flags("000");
        set.flags("1").ue(1, 2, 3, 4); // default display window
        set.flags("1").u(32, 1001).u(32, 60_000);
        assertThat(read(set))
                .isEqualTo(new PictureInfo(1, 93, 64, 48, 60_000 / 1001.0, 10, new ColourInfo(9, 18, 9, false)));
    }

    /** Of each size the first list as a copy of another, the second written out, the rest copies. */
    private static void scalingLists(Bits set) {
        for (int size = 0; size < 4; size++) {
            for (int list = 0; list < (size == 3 ? 2 : 6); list++) {
                if (list != 1) {
                    set.flags("0").ue(0);
                    continue;
                }
                set.flags("1");
                for (int i = 0; i < (size == 0 ? 16 : 64) + (size > 1 ? 1 : 0); i++) {
                    set.se(i - 8);
                }
            }
        }
    }

    @Test
    void passesOverDefaultScalingLists() throws FlvException {
        Bits set = size(profile(1, ""), 1)
                .flags("0")
                .ue(1, 2, 3)
                .ue(0, 1, 2, 3, 4, 5)
                .flags("10");
        assertThat(read(set.flags("00 0").ue(0).flags("0 00 0")).width()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "65536, 65536", "1, 65536"})
    void readsTheLargestAndTheSmallestPictures(int width, int height) throws FlvException {
        Bits set = profile(1, "").ue(0, 1).ue(width, height).flags("0").ue(2, 2).ue(4);
        assertThat(read(plainEnd(set))).isEqualTo(new PictureInfo(1, 93, width, height, 0, 10, ColourInfo.UNSPECIFIED));
    }

    @Test
    void readsAsManyReferencePicturesAsThereMayBe() throws FlvException {
        Bits tools = size(profile(1, ""), 1)
                .flags("0")
                .ue(1, 2, 3)
                .ue(0, 1, 2, 3, 4, 5)
                .flags("0 00 0");
        Bits pictures = new Bits().add(tools).ue(2, 16, 0);
        for (int i = 0; i < 16; i++) {
            pictures.ue(0).flags("1");
        }
        pictures.flags("1 0").ue(0).flags("1".repeat(16) + "00"); // all but the last, predicted
        Bits sets = new Bits().add(tools).ue(64, 0, 0);
        for (int i = 1; i < 64; i++) {
            sets.flags("0").ue(0, 0);
        }
        Bits longTerm = new Bits().add(tools).ue(0).flags("1").ue(32).flags("1".repeat(32 * 9));
        for (Bits each : new Bits[] {pictures.flags("0"), sets.flags("0"), longTerm}) {
            assertThat(read(each.flags("00 1 0 0 1").u(3, 5).flags("10").flags("0 000 0 0"))
                            .colour())
                    .isEqualTo(new ColourInfo(2, 2, 2, true));
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertRefused("eight sub-layers", () -> read(new Bits().u(4, 0).u(3, 7).u(200, 0)));
        assertRefused("id 16", () -> read(profile(1, "").ue(16)));
        assertRefused("chroma format 4", () -> read(profile(1, "").ue(0, 4)));
        assertRefused("too wide", () -> read(profile(1, "").ue(0, 1, 65_537)));
        assertRefused("no width", () -> read(profile(1, "").ue(0, 1, 0, 48).flags("0")));
        assertRefused(
                "cropped away",
                () -> read(profile(1, "").ue(0, 1, 64, 48).flags("1").ue(0, 0, 12, 12)));
        assertRefused(
                "bits", () -> read(profile(1, "").ue(0, 1, 64, 48).flags("0").ue(9)));
        assertRefused(
                "order count",
                () -> read(profile(1, "").ue(0, 1, 64, 48).flags("0").ue(0, 0, 13)));
        Bits tools = size(profile(1, ""), 1)
                .flags("0")
                .ue(1, 2, 3)
                .ue(0, 1, 2, 3, 4, 5)
                .flags("0 00 0");
        assertRefused("65 sets", () -> read(new Bits().add(tools).ue(65)));
        assertRefused("17 pictures before", () -> read(new Bits().add(tools).ue(1, 17, 0)));
        assertRefused(
                "17 pictures", () -> read(new Bits().add(tools).ue(1, 9, 8).u(200, -1)));
        Bits full = new Bits().add(tools).ue(2, 16, 0);
        for (int i = 0; i < 16; i++) {
            full.ue(0).flags("1");
        }
        assertRefused(
                "17 pictures predicted",
                () -> read(full.flags("1 0").ue(0).flags("1".repeat(17)).u(64, 0)));
        assertRefused(
                "33 long-term pictures",
                () -> read(new Bits().add(tools).ue(0).flags("1").ue(33)));
    }

    @Test
    void refusesWhatIsNoSequenceParameterSet() {
        assertRefused("nothing", () -> HevcSequenceParameterSet.read(Octets.EMPTY));
        assertRefused("half a header", () -> HevcSequenceParameterSet.read(Octets.of((byte) 0x42)));
        assertRefused(
                "a picture parameter set",
                () -> HevcSequenceParameterSet.read(
                        plainEnd(size(profile(1, ""), 1)).toNalUnit(0x44, 0x01)));
    }

    @Test
    void cutOffOrChangedItIsReadOrRefused() {
        byte[] whole = plainEnd(size(profile(1, ""), 1)).toNalUnit(HEADER).toArray();
        Refusal.assertCutOffIsRefused(
                whole, whole.length - 1, bytes -> HevcSequenceParameterSet.read(Octets.of(bytes)));
        Refusal.assertReadOrRefused(whole, 50_000, bytes -> {
            PictureInfo info = HevcSequenceParameterSet.read(Octets.of(bytes));
            assertThat(info.width()).isBetween(1, 65_536);
            assertThat(info.height()).isBetween(1, 65_536);
            assertThat(info.framesPerSecond()).isNotNegative().isFinite();
            return info;
        });
    }
}
