package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationTest {
    @ParameterizedTest
    @CsvSource({
        "AVC, 01 64 00 1F FF E1 0001 67 01 0001 68",
        "HEVC, 01 02 20000000 900000000000 7B F000 FC FD F8 F8 0000 0F 00",
        "VVC, FE 00",
        "AV1, 81 04 0C 00",
        "VP8, 00 0A 82 02 02 02 0000",
        "VP9, 00 0A 82 02 02 02 0000"
    })
    void readsTheRecordOfEveryVideoCodec(VideoCodec codec, String hex) throws FlvException {
        assertThat(VideoConfiguration.read(codec, Hex.bytes(hex)).codec()).isEqualTo(codec);
    }

    @ParameterizedTest
    @EnumSource(names = {"H263", "SCREEN", "VP6", "VP6_ALPHA", "SCREEN_2", "UNKNOWN"})
    void refusesVideoCodecsWithoutARecord(VideoCodec codec) {
        assertRefused(codec.name(), () -> VideoConfiguration.read(codec, Unpooled.EMPTY_BUFFER));
    }

    @ParameterizedTest
    @CsvSource({
        "AAC, 1210",
        "OPUS, 4F7075734865616401023801 44AC0000 0000 00",
        "FLAC, 0400100000000E00200E2EE00F7FFFFFFFFF000102030405060708090A0B0C0D0E0F"
    })
    void readsTheRecordOfEveryAudioCodecThatHasOne(AudioCodec codec, String hex) throws FlvException {
        assertThat(AudioConfiguration.isOfFrame(codec)).isFalse();
        assertThat(AudioConfiguration.read(codec, Hex.bytes(hex)).codec()).isEqualTo(codec);
        assertRefused("a frame", () -> AudioConfiguration.ofFrame(codec, Hex.bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource({"MP3, FFFB9044", "AC3, 0B77ABCD1440430000", "EAC3, 0B77017F3487C000208C"})
    void readsTheFirstFrameOfTheOthers(AudioCodec codec, String hex) throws FlvException {
        AudioConfiguration configuration = AudioConfiguration.ofFrame(codec, Hex.bytes(hex));
        assertThat(AudioConfiguration.isOfFrame(codec)).isTrue();
        assertThat(configuration.codec()).isEqualTo(codec);
        assertRefused("a sequence header", () -> AudioConfiguration.read(codec, Hex.bytes(hex)));
        ByteBuf out = Unpooled.buffer();
        configuration.write(out);
        assertThat(out.isReadable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"AVC", "HEVC", "VVC", "VP8", "VP9", "AV1"})
    void refusesRecordsOfMoreThan64KiB(VideoCodec codec) {
        ByteBuf record = Hex.bytes(codec == VideoCodec.AV1 ? "81040C00" : "").writeZero(65_537);
        assertRefused(codec.name(), () -> VideoConfiguration.read(codec, record));
        assertRefused(
                "AAC",
                () -> AudioConfiguration.read(AudioCodec.AAC, Hex.bytes("1210").writeZero(65_536)));
    }

    @Test
    void readsARecordOf64KiB() throws FlvException {
        ByteBuf record = Hex.bytes("81040C00").writeZero(65_532);
        assertThat(VideoConfiguration.read(VideoCodec.AV1, record).boxPayload()).hasSize(65_536);
    }

    @Test
    void keepsBytesToItself() {
        byte[] bytes = {1, 2, (byte) 0xFF};
        Octets octets = Octets.of(bytes);
        bytes[0] = 9;
        octets.toArray()[1] = 9;
        assertThat(octets)
                .isEqualTo(Octets.of(Hex.bytes("0102FF")))
                .hasSameHashCodeAs(Octets.of((byte) 1, (byte) 2, (byte) -1));
        assertThat(octets).isNotEqualTo(Octets.EMPTY).isNotEqualTo("0102ff").hasToString("0102ff");
        assertThat(octets.at(2)).isEqualTo(255);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> octets.at(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> octets.at(-1));
        assertThat(octets.length()).isEqualTo(3);
        assertThat(octets.toBuffer().isReadOnly()).isTrue();
    }
}
