package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import io.xiu.flv.codec.AvcConfiguration.HighProfile;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvcConfigurationTest {
    private static final String RECORD = "01 64 00 1F FF E2 0004 67640020 0002 6741 01 0003 68EBE3";
    private static final Octets SET = Octets.of((byte) 0x67);
    private static final HighProfile PLAIN = new HighProfile(1, 8, 8, List.of());

    private static AvcConfiguration made(
            int profile, int compatibility, int level, int nalLengthBytes, int sequences, int pictures) {
        return new AvcConfiguration(
                profile,
                compatibility,
                level,
                nalLengthBytes,
                Collections.nCopies(sequences, SET),
                Collections.nCopies(pictures, SET),
                null);
    }

    private static byte[] written(VideoConfiguration configuration) {
        ByteBuf out = Unpooled.buffer();
        configuration.write(out);
        return ByteBufUtil.getBytes(out);
    }

    @Test
    void readsAndWritesARecord() throws FlvException {
        for (ByteBuf record : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes(RECORD + "FDF9FA 01 0002 6DAA")), 1)) {
            AvcConfiguration configuration = AvcConfiguration.read(record);
            assertThat(configuration.codec()).isEqualTo(VideoCodec.AVC);
            assertThat(configuration.profile()).isEqualTo(100);
            assertThat(configuration.compatibility()).isZero();
            assertThat(configuration.level()).isEqualTo(31);
            assertThat(configuration.nalLengthBytes()).isEqualTo(4);
            assertThat(configuration.sequenceParameterSets()).hasToString("[67640020, 6741]");
            assertThat(configuration.pictureParameterSets()).hasToString("[68ebe3]");
            assertThat(configuration.highProfile())
                    .isEqualTo(new HighProfile(1, 9, 10, List.of(Octets.of((byte) 0x6D, (byte) 0xAA))));
            assertThat(record.readerIndex()).isZero();
            assertThat(written(configuration)).isEqualTo(ByteBufUtil.getBytes(record));
            assertThat(configuration.boxPayload()).isEqualTo(ByteBufUtil.getBytes(record));
            assertThat(AvcConfiguration.read(Unpooled.wrappedBuffer(written(configuration))))
                    .isEqualTo(configuration)
                    .hasSameHashCodeAs(configuration);
            record.release();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, FC", "2, FD", "4, FF"})
    void hasLengthsOfOneTwoAndFourBytes(int bytes, String fifth) throws FlvException {
        AvcConfiguration configuration = made(66, 0xC0, 10, bytes, 1, 1);
        assertThat(written(configuration))
                .isEqualTo(ByteBufUtil.getBytes(Hex.bytes("0142C00A" + fifth + "E1 0001 67 01 0001 67")));
        assertThat(AvcConfiguration.read(Unpooled.wrappedBuffer(written(configuration))))
                .isEqualTo(configuration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FD", "FDF8", "FDF8F8", "FDF8F8 01", "FDF8F8 01 0002 6D"})
    void takesWhatIsCutOffOfAHighProfileAsNothing(String hex) throws FlvException {
        assertThat(AvcConfiguration.read(Hex.bytes(RECORD + hex)).highProfile()).isNull();
    }

    @Test
    void readsAHighProfileThatEndsWithItsCount() throws FlvException {
        assertThat(AvcConfiguration.read(Hex.bytes(RECORD + "FDF8F8 00")).highProfile())
                .isEqualTo(PLAIN);
        assertThat(AvcConfiguration.read(Hex.bytes(RECORD + "FDF8F8 00 FF")).highProfile())
                .isEqualTo(PLAIN);
        assertThat(AvcConfiguration.read(Hex.bytes(RECORD + "FDF8F8 01 0000")).highProfile())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {66, 77, 88})
    void passesOverWhatFollowsTheRecordOfALowProfile(int profile) throws FlvException {
        ByteBuf record = Hex.bytes(RECORD + "FDF8F800");
        record.setByte(1, profile);
        assertThat(AvcConfiguration.read(record).highProfile()).isNull();
    }

    @Test
    void namesTheCodec() {
        assertThat(made(100, 0, 31, 4, 1, 1).codecString()).isEqualTo("avc1.64001F");
        assertThat(made(66, 0xC0, 13, 4, 1, 1).codecString()).isEqualTo("avc1.42C00D");
    }

    @Test
    void knowsProfileAndLevelWithoutASequenceParameterSetThatCanBeRead() {
        assertThat(made(100, 0, 31, 4, 1, 1).picture())
                .isEqualTo(new PictureInfo(100, 31, 0, 0, 0, 8, ColourInfo.UNSPECIFIED));
    }

    @Test
    void refusesARecordCutOffAnywhere() {
        byte[] record = ByteBufUtil.getBytes(Hex.bytes(RECORD));
        Refusal.assertCutOffIsRefused(record, record.length, AvcConfiguration::read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 64 00 1F FF E1 0001 67 01 0001 68", // version 0
                "02 64 00 1F FF E1 0001 67 01 0001 68", // version 2
                "01 64 00 1F FE E1 0001 67 01 0001 68", // lengths of 3 bytes
                "01 64 00 1F FF E0 01 0001 68", // no sequence parameter set
                "01 64 00 1F FF E1 0001 67 00", // no picture parameter set
                "01 64 00 1F FF E1 0000 01 0001 68", // an empty one
                "01 64 00 1F FF E1 FFFF 67 01 0001 68", // longer than the record
                "01 64 00 1F FF FF 0001 67 01 0001 68" // 31 announced
            })
    void refusesWhatCannotBe(String hex) {
        assertRefused(hex, () -> AvcConfiguration.read(Hex.bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource({
        "256, 0, 0, 4, 1, 1",
        "-1, 0, 0, 4, 1, 1",
        "100, 256, 0, 4, 1, 1",
        "100, 0, 256, 4, 1, 1",
        "100, 0, 0, 3, 1, 1",
        "100, 0, 0, 4, 0, 1",
        "100, 0, 0, 4, 1, 0",
        "100, 0, 0, 4, 32, 1",
        "100, 0, 0, 4, 1, 256"
    })
    void isNotMadeOfWhatDoesNotFit(int profile, int compatibility, int level, int bytes, int sequences, int pictures) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(profile, compatibility, level, bytes, sequences, pictures));
    }

    @Test
    void isNotMadeOfNalUnitsThatDoNotFit() {
        for (Octets unit : List.of(Octets.EMPTY, Octets.of(new byte[65_536]))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AvcConfiguration(100, 0, 0, 4, List.of(unit), List.of(SET), null));
            assertThatIllegalArgumentException().isThrownBy(() -> new HighProfile(1, 8, 8, List.of(unit)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AvcConfiguration(77, 0, 0, 4, List.of(SET), List.of(SET), PLAIN));
    }

    @ParameterizedTest
    @CsvSource({"4, 8, 8", "-1, 8, 8", "1, 7, 8", "1, 16, 8", "1, 8, 7", "1, 8, 16"})
    void hasNoHighProfileOfWhatDoesNotFit(int chromaFormat, int luma, int chroma) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HighProfile(chromaFormat, luma, chroma, List.of()));
    }
}
