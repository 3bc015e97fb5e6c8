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

class HevcConfigurationTest {
    private static final HevcProfile MAIN_10 = new HevcProfile(0, false, 2, 0x20000000, 0x900000000000L, 123);
    private static final String RECORD = "01 02 20000000 900000000000 7B F123 FE FD FA F9 1900 4F"
            + "02 A0 0001 0003 400102 21 0002 0001 42 0002 4201";

    private static HevcConfiguration made(
            int segmentation,
            int parallelism,
            int chromaFormat,
            int luma,
            int chroma,
            int rate,
            int constant,
            int layers,
            int bytes) {
        return new HevcConfiguration(
                MAIN_10,
                segmentation,
                parallelism,
                chromaFormat,
                luma,
                chroma,
                rate,
                constant,
                layers,
                true,
                bytes,
                List.of());
    }

    @Test
    void readsAndWritesARecord() throws FlvException {
        byte[] bytes = ByteBufUtil.getBytes(Hex.bytes(RECORD));
        for (ByteBuf record : Cuts.buffers(bytes, 1)) {
            HevcConfiguration configuration = HevcConfiguration.read(record);
            assertThat(configuration)
                    .isEqualTo(new HevcConfiguration(
                            MAIN_10,
                            0x123,
                            2,
                            1,
                            10,
                            9,
                            0x1900,
                            1,
                            1,
                            true,
                            4,
                            List.of(
                                    new NalUnitArray(32, true, List.of(Octets.of(Hex.bytes("400102")))),
                                    new NalUnitArray(
                                            33,
                                            false,
                                            List.of(Octets.of(Hex.bytes("42")), Octets.of(Hex.bytes("4201")))))));
            assertThat(configuration.codec()).isEqualTo(VideoCodec.HEVC);
            assertThat(configuration.codecString()).isEqualTo("hvc1.2.4.L123.90");
            assertThat(configuration.boxPayload()).isEqualTo(bytes);
            assertThat(record.readerIndex()).isZero();
            record.release();
        }
    }

    @Test
    void readsTheVersionBeforeTheFormatWasFinal() throws FlvException {
        ByteBuf record = Hex.bytes(RECORD).setByte(0, 0);
        assertThat(HevcConfiguration.read(record)).isEqualTo(HevcConfiguration.read(Hex.bytes(RECORD)));
    }

    @Test
    void knowsWhatTheRecordSaysWithoutASequenceParameterSetThatCanBeRead() throws FlvException {
        PictureInfo expected = new PictureInfo(2, 123, 0, 0, 25, 10, ColourInfo.UNSPECIFIED);
        assertThat(HevcConfiguration.read(Hex.bytes(RECORD)).picture()).isEqualTo(expected);
        assertThat(made(0, 0, 1, 10, 10, 0x1900, 0, 1, 4).picture()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, 1, 60000000, B00000000000, 93, hvc1.1.6.L93.B0",
        "0, true, 2, 20000000, 000000000000, 150, hvc1.2.4.H150",
        "1, false, 4, 08000000, 990800000000, 60, hvc1.A4.10.L60.99.8",
        "3, false, 31, 00000001, 000000000001, 255, hvc1.C31.80000000.L255.0.0.0.0.0.1",
        "0, false, 0, FFFFFFFF, FFFFFFFFFFFF, 0, hvc1.0.FFFFFFFF.L0.FF.FF.FF.FF.FF.FF"
    })
    void namesTheCodec(
            int space, boolean high, int profile, String compatibility, String constraints, int level, String name) {
        HevcProfile made = new HevcProfile(
                space,
                high,
                profile,
                Integer.parseUnsignedInt(compatibility, 16),
                Long.parseLong(constraints, 16),
                level);
        assertThat(made.codecString()).isEqualTo(name);
    }

    @Test
    void refusesARecordCutOffAnywhere() {
        byte[] record = ByteBufUtil.getBytes(Hex.bytes(RECORD));
        Refusal.assertCutOffIsRefused(record, record.length, HevcConfiguration::read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02 02 20000000 900000000000 7B F000 FC FD F8 F8 0000 0F 00", // version 2
                "01 02 20000000 900000000000 7B F000 FC FD F8 F8 0000 0E 00", // lengths of 3 bytes
                "01 02 20000000 900000000000 7B F000 FC FD F8 F8 0000 0F 01 A0 0001 0000", // an empty NAL unit
                "01 02 20000000 900000000000 7B F000 FC FD F8 F8 0000 0F 01 A0 FFFF 0001 40" // 65,535 announced
            })
    void refusesWhatCannotBe(String hex) {
        assertRefused(hex, () -> HevcConfiguration.read(Hex.bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 0, 1, 8, 8, 0, 0, 1, 4",
        "-1, 0, 1, 8, 8, 0, 0, 1, 4",
        "0, 4, 1, 8, 8, 0, 0, 1, 4",
        "0, 0, 4, 8, 8, 0, 0, 1, 4",
        "0, 0, 1, 7, 8, 0, 0, 1, 4",
        "0, 0, 1, 8, 16, 0, 0, 1, 4",
        "0, 0, 1, 8, 8, 65536, 0, 1, 4",
        "0, 0, 1, 8, 8, 0, 4, 1, 4",
        "0, 0, 1, 8, 8, 0, 0, 8, 4",
        "0, 0, 1, 8, 8, 0, 0, 1, 3"
    })
    void isNotMadeOfWhatDoesNotFit(
            int segmentation,
            int parallelism,
            int chromaFormat,
            int luma,
            int chroma,
            int rate,
            int constant,
            int layers,
            int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        made(segmentation, parallelism, chromaFormat, luma, chroma, rate, constant, layers, bytes));
    }

    @ParameterizedTest
    @CsvSource({"4, 0, 0, 0", "-1, 0, 0, 0", "0, 32, 0, 0", "0, 0, 256, 0", "0, 0, 0, -1", "0, 0, 0, 281474976710656"})
    void hasNoProfileOfWhatDoesNotFit(int space, int profile, int level, long constraints) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HevcProfile(space, false, profile, 0, constraints, level));
    }

    @Test
    void hasNoArraysOfWhatDoesNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NalUnitArray(64, true, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new NalUnitArray(32, true, List.of(Octets.EMPTY)));
        List<NalUnitArray> many = Collections.nCopies(256, new NalUnitArray(32, true, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HevcConfiguration(MAIN_10, 0, 0, 1, 8, 8, 0, 0, 1, true, 4, many));
    }

    @Test
    void changedBytesAreReadOrRefused() {
        Refusal.assertReadOrRefused(ByteBufUtil.getBytes(Hex.bytes(RECORD)), 20_000, bytes -> {
            HevcConfiguration configuration = HevcConfiguration.read(bytes);
            assertThat(configuration.picture()).isNotNull();
            assertThat(configuration.codecString()).startsWith("hvc1.");
            assertThat(HevcConfiguration.read(Unpooled.wrappedBuffer(configuration.boxPayload())))
                    .isEqualTo(configuration);
            return configuration;
        });
    }
}
