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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VvcConfigurationTest {
    private static final VvcProfile MAIN_10 =
            new VvcProfile(1, false, 51, Octets.of(Hex.bytes("80")), List.of(), List.of());

    /** One sublayer, 4:2:0, 10 bits, Main 10 at level 3.1, 1280 x 720, 25 frames a second; two arrays. */
    private static final String RECORD = "FF 0011 5F 01 02 33 80 00 0500 02D0 1900" + "02 8F 0001 0002 0079 0D 0001 55";

    /** Three sublayers, of which the lowest has a level, two sub-profiles, three bytes of constraints, no arrays. */
    private static final String LAYERED = "FB 00B4 1F 03 23 66 C08001 40 30 02 00000007 B5000000 1000 0800 0000 00";

    private static byte[] written(VvcConfiguration configuration) {
        ByteBuf out = Unpooled.buffer();
        configuration.write(out);
        return ByteBufUtil.getBytes(out);
    }

    private static VvcOperatingPoint point(
            int set, int sublayers, int constant, int chroma, int bitDepth, int width, int height, int rate) {
        return new VvcOperatingPoint(set, sublayers, constant, chroma, bitDepth, MAIN_10, width, height, rate);
    }

    @Test
    void readsAndWritesARecord() throws FlvException {
        byte[] bytes = ByteBufUtil.getBytes(Hex.bytes(RECORD));
        for (ByteBuf record : Cuts.buffers(bytes, 1)) {
            VvcConfiguration configuration = VvcConfiguration.read(record);
            assertThat(configuration)
                    .isEqualTo(new VvcConfiguration(
                            4,
                            point(0, 1, 0, 1, 10, 1280, 720, 0x1900),
                            List.of(
                                    new NalUnitArray(15, true, List.of(Octets.of(Hex.bytes("0079")))),
                                    new NalUnitArray(13, false, List.of(Octets.of(Hex.bytes("55")))))));
            assertThat(configuration.codec()).isEqualTo(VideoCodec.VVC);
            assertThat(configuration.codecString()).isEqualTo("vvc1.1.L51.CQA");
            assertThat(written(configuration)).isEqualTo(bytes);
            assertThat(configuration.boxPayload()).isEqualTo(ByteBufUtil.getBytes(Hex.bytes("00000000" + RECORD)));
            assertThat(record.readerIndex()).isZero();
            record.release();
        }
    }

    @Test
    void readsAndWritesSublayersAndSubProfiles() throws FlvException {
        VvcConfiguration configuration = VvcConfiguration.read(Hex.bytes(LAYERED));
        VvcProfile profile =
                new VvcProfile(17, true, 102, Octets.of(Hex.bytes("C08001")), List.of(0x30, 0), List.of(7, 0xB5000000));
        assertThat(configuration)
                .isEqualTo(new VvcConfiguration(
                        2, new VvcOperatingPoint(1, 3, 1, 0, 8, profile, 4096, 2048, 0), List.of()));
        assertThat(configuration.codecString()).isEqualTo("vvc1.17.H102.CYCAAC");
        assertThat(written(configuration)).isEqualTo(ByteBufUtil.getBytes(Hex.bytes(LAYERED)));
    }

    @Test
    void readsAndWritesARecordWithoutAnOperatingPoint() throws FlvException {
        VvcConfiguration configuration = VvcConfiguration.read(Hex.bytes("FE 00"));
        assertThat(configuration).isEqualTo(new VvcConfiguration(4, null, List.of()));
        assertThat(configuration.codecString()).isEqualTo("vvc1");
        assertThat(configuration.picture()).isEqualTo(new PictureInfo(0, 0, 0, 0, 0, 8, ColourInfo.UNSPECIFIED));
        assertThat(written(configuration)).isEqualTo(new byte[] {(byte) 0xFE, 0});
    }

    @Test
    void knowsWhatTheRecordSaysWithoutASequenceParameterSetThatCanBeRead() throws FlvException {
        assertThat(VvcConfiguration.read(Hex.bytes(RECORD)).picture())
                .isEqualTo(new PictureInfo(1, 51, 1280, 720, 25, 10, ColourInfo.UNSPECIFIED));
    }

    /** Main 10, 64 x 48, 10 bits, all tools off, with 50 frames a second or without a rate. */
    private static NalUnitArray set(boolean timed) {
        Bits set = new Bits().u(4, 0).u(4, 0).u(3, 0).u(2, 1).u(2, 0).flags("1");
        set.u(7, 1).flags("0").u(8, 51).flags("10").flags("0").align().u(8, 0);
        set.flags("00")
                .ue(64, 48)
                .flags("00")
                .ue(2)
                .flags("00")
                .u(4, 4)
                .flags("0")
                .u(4, 0)
                .ue(1, 0, 0);
        set.ue(0)
                .flags("0")
                .ue(0, 0)
                .flags("0")
                .ue(0, 0)
                .flags("000")
                .flags("01")
                .se(0)
                .ue(0)
                .ue(1, 1);
        set.flags("000")
                .flags("00001")
                .ue(0)
                .flags("0000000")
                .ue(5)
                .flags("0000")
                .ue(0)
                .flags("00000000");
        set.flags("0000").flags("0").flags(timed ? "1" : "0");
        if (timed) {
            set.u(32, 1).u(32, 50).flags("00").flags("1").ue(0);
        }
        return new NalUnitArray(15, true, List.of(set.flags("000").toNalUnit(0x00, 0x79)));
    }

    @Test
    void takesThePicturesFromTheSequenceParameterSetAndTheRateFromTheRecordIfNeedBe() {
        VvcOperatingPoint point = point(0, 1, 0, 1, 10, 1280, 720, 0x1900);
        assertThat(new VvcConfiguration(4, point, List.of(set(true))).picture())
                .isEqualTo(new PictureInfo(1, 51, 64, 48, 50, 10, ColourInfo.UNSPECIFIED));
        assertThat(new VvcConfiguration(4, point, List.of(new NalUnitArray(15, true, List.of()), set(false))).picture())
                .isEqualTo(new PictureInfo(1, 51, 64, 48, 25, 10, ColourInfo.UNSPECIFIED));
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, 51, 80, vvc1.1.L51.CQA",
        "1, false, 105, 00, vvc1.1.L105.CAA",
        "65, true, 64, 0000, vvc1.65.H64.CAA",
        "1, false, 0, FFFF, vvc1.1.L0.C777Q",
        "1, false, 0, 0000000001, vvc1.1.L0.CAAAAAAAB"
    })
    void namesTheCodec(int profile, boolean high, int level, String constraints, String name) {
        VvcProfile made = new VvcProfile(profile, high, level, Octets.of(Hex.bytes(constraints)), List.of(), List.of());
        assertThat(new VvcConfiguration(4, new VvcOperatingPoint(0, 0, 0, 1, 8, made, 0, 0, 0), List.of())
                        .codecString())
                .isEqualTo(name);
    }

    @Test
    void refusesARecordCutOffAnywhere() {
        for (String hex : List.of(RECORD, LAYERED)) {
            byte[] record = ByteBufUtil.getBytes(Hex.bytes(hex));
            Refusal.assertCutOffIsRefused(record, record.length, VvcConfiguration::read);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FC 00", // lengths of 3 bytes
                "FF 0011 5F 00 02 33 00 0500 02D0 1900 00", // no constraints
                "FE 01 8F 0001 0000", // an empty NAL unit
                "FE 01 8D 0000" // an empty one of which there is but one
            })
    void refusesWhatCannotBe(String hex) {
        assertRefused(hex, () -> VvcConfiguration.read(Hex.bytes(hex)));
    }

    @Test
    void isNotMadeOfWhatDoesNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new VvcConfiguration(3, null, List.of()));
        for (NalUnitArray array : List.of(
                new NalUnitArray(32, true, List.of()),
                new NalUnitArray(12, true, List.of()),
                new NalUnitArray(13, true, Collections.nCopies(2, Octets.of((byte) 1))))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new VvcConfiguration(4, null, List.of(array)));
        }
        List<NalUnitArray> many = Collections.nCopies(256, new NalUnitArray(15, true, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new VvcConfiguration(4, null, many));
    }

    @ParameterizedTest
    @CsvSource({
        "512, 1, 0, 1, 8, 0, 0, 0",
        "0, 8, 0, 1, 8, 0, 0, 0",
        "0, 2, 0, 1, 8, 0, 0, 0",
        "0, 1, 4, 1, 8, 0, 0, 0",
        "0, 1, 0, 4, 8, 0, 0, 0",
        "0, 1, 0, 1, 7, 0, 0, 0",
        "0, 1, 0, 1, 16, 0, 0, 0",
        "0, 1, 0, 1, 8, 65536, 0, 0",
        "0, 1, 0, 1, 8, 0, 65536, 0",
        "0, 1, 0, 1, 8, 0, 0, -1"
    })
    void hasNoOperatingPointOfWhatDoesNotFit(
            int set, int sublayers, int constant, int chroma, int bitDepth, int width, int height, int rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> point(set, sublayers, constant, chroma, bitDepth, width, height, rate));
    }

    @ParameterizedTest
    @CsvSource({
        "128, 0, 1, 0, 0, 0",
        "1, 256, 1, 0, 0, 0",
        "1, 0, 0, 0, 0, 0",
        "1, 0, 64, 0, 0, 0",
        "1, 0, 1, 7, 0, 0",
        "1, 0, 1, 1, 256, 0",
        "1, 0, 1, 0, 0, 256"
    })
    void hasNoProfileOfWhatDoesNotFit(
            int profile, int level, int constraints, int sublayers, int sublayerLevel, int subProfiles) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VvcProfile(
                        profile,
                        false,
                        level,
                        Octets.of(new byte[constraints]),
                        Collections.nCopies(sublayers, sublayerLevel),
                        Collections.nCopies(subProfiles, 0)));
    }

    @Test
    void changedBytesAreReadOrRefused() {
        for (String hex : List.of(RECORD, LAYERED)) {
            Refusal.assertReadOrRefused(ByteBufUtil.getBytes(Hex.bytes(hex)), 20_000, bytes -> {
                VvcConfiguration configuration = VvcConfiguration.read(bytes);
                assertThat(configuration.picture()).isNotNull();
                assertThat(configuration.codecString()).startsWith("vvc1");
                assertThat(VvcConfiguration.read(Unpooled.wrappedBuffer(written(configuration))))
                        .isEqualTo(configuration);
                return configuration;
            });
        }
    }
}
