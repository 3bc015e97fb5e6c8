package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpusConfigurationTest {
    private static final String STEREO = "'OpusHead' 01 02 3801 44AC0000 00FF 00";
    private static final String SURROUND = "'OpusHead' 01 06 3801 80BB0000 0000 01 04 02 00 04 01 02 03 05";
    private static final String ODD = "'OpusHead' 0F 03 FFFF FFFFFFFF FF7F FF 02 00 FF 01 00";

    private static byte[] written(OpusConfiguration configuration) {
        ByteBuf out = Unpooled.buffer();
        configuration.write(out);
        return ByteBufUtil.getBytes(out);
    }

    private static OpusConfiguration made(
            int channels, int preSkip, int gain, int family, int streams, int coupled, List<Integer> mapping) {
        return new OpusConfiguration(channels, preSkip, 48_000, gain, family, streams, coupled, mapping);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                STEREO + " | 2 312 44100 -256 0 1 1 [] | 00 02 0138 0000AC44 FF00 00",
                SURROUND
                        + " | 6 312 48000 0 1 4 2 [0, 4, 1, 2, 3, 5] | 00 06 0138 0000BB80 0000 01 04 02 00 04 01 02 03 05",
                ODD + " | 3 65535 4294967295 32767 255 2 0 [255, 1, 0] | 00 03 FFFF FFFFFFFF 7FFF FF 02 00 FF 01 00"
            })
    void readsAndWritesHeaders(String hex, String expected, String box) throws FlvException {
        byte[] bytes = ByteBufUtil.getBytes(Hex.bytes(hex));
        for (ByteBuf header : Cuts.buffers(bytes, 1)) {
            OpusConfiguration c = OpusConfiguration.read(header);
            assertThat(String.join(
                            " ",
                            Integer.toString(c.channels()),
                            Integer.toString(c.preSkip()),
                            Integer.toUnsignedString(c.inputSampleRate()),
                            Integer.toString(c.outputGain()),
                            Integer.toString(c.mappingFamily()),
                            Integer.toString(c.streams()),
                            Integer.toString(c.coupledStreams()),
                            c.mapping().toString()))
                    .isEqualTo(expected);
            assertThat(c.boxPayload()).isEqualTo(ByteBufUtil.getBytes(Hex.bytes(box)));
            assertThat(OpusConfiguration.read(Unpooled.wrappedBuffer(written(c))))
                    .isEqualTo(c);
            assertThat(written(c))
                    .hasSameSizeAs(bytes)
                    .endsWith(Octets.of(header.slice(9, bytes.length - 9)).toArray());
            assertThat(header.readerIndex()).isZero();
            header.release();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 0 1 0 []",
                "2 | 0 1 1 []",
                "3 | 1 2 1 [0, 2, 1]",
                "4 | 1 2 2 [0, 1, 2, 3]",
                "5 | 1 3 2 [0, 4, 1, 2, 3]",
                "6 | 1 4 2 [0, 4, 1, 2, 3, 5]",
                "7 | 1 4 3 [0, 4, 1, 2, 3, 5, 6]",
                "8 | 1 5 3 [0, 6, 1, 2, 3, 4, 5, 7]"
            })
    void knowsWhatIsMeantByANumberOfChannels(int channels, String expected) throws FlvException {
        OpusConfiguration c = OpusConfiguration.of(channels);
        assertThat(c.mappingFamily() + " " + c.streams() + " " + c.coupledStreams() + " " + c.mapping())
                .isEqualTo(expected);
        assertThat(OpusConfiguration.read(Unpooled.wrappedBuffer(written(c)))).isEqualTo(c);
        assertThat(c.sampleRate()).isEqualTo(48_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 9, 255})
    void doesNotGuessAtOtherNumbers(int channels) {
        assertThatIllegalArgumentException().isThrownBy(() -> OpusConfiguration.of(channels));
    }

    /** The configuration number is the high 5 bits, the kind of packet the low 2. */
    @ParameterizedTest
    @CsvSource({
        "00, 480",
        "08, 960",
        "10, 1920",
        "18, 2880",
        "20, 480",
        "38, 2880",
        "58, 2880", // speech
        "60, 480",
        "68, 960",
        "70, 480",
        "78, 960", // hybrid
        "80, 120",
        "88, 240",
        "90, 480",
        "98, 960",
        "A0, 120",
        "F8, 960",
        "FC, 960", // music
        "F9, 1920",
        "FA, 1920",
        "FB03, 2880",
        "FB 46, 5760",
        "FB 81, 960",
        "83 30, 5760",
        "83 3F, 0",
        "83 31, 0",
        "FB 00, 0",
        "FB 07, 0",
        "1A, 5760",
        "1B 03, 0",
        "'', 0",
        "FB, 0"
    })
    void knowsHowLongAPacketIs(String hex, int samples) throws FlvException {
        ByteBuf packet = Hex.bytes("EE" + hex).skipBytes(1);
        if (samples == 0) {
            assertRefused(hex, () -> OpusConfiguration.packetSamples(packet));
        } else {
            assertThat(OpusConfiguration.packetSamples(packet)).isEqualTo(samples);
        }
        assertThat(packet.readerIndex()).isEqualTo(1);
    }

    @Test
    void refusesAHeaderCutOffAnywhere() {
        for (String hex : List.of(STEREO, SURROUND, ODD)) {
            byte[] header = ByteBufUtil.getBytes(Hex.bytes(hex));
            Refusal.assertCutOffIsRefused(header, header.length, OpusConfiguration::read);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'OpusHeaD' 01 02 3801 44AC0000 0000 00",
                "'opusHead' 01 02 3801 44AC0000 0000 00",
                "'OpusHead' 10 02 3801 44AC0000 0000 00", // an incompatible version
                "'OpusHead' 01 00 3801 44AC0000 0000 00", // no channels
                "'OpusHead' 01 03 3801 44AC0000 0000 00", // three in family 0
                "'OpusHead' 01 00 3801 44AC0000 0000 01 01 00", // no channels in family 1
                "'OpusHead' 01 01 3801 44AC0000 0000 01 00 00 FF", // no streams
                "'OpusHead' 01 02 3801 44AC0000 0000 01 01 02 00 01", // more stereo streams than streams
                "'OpusHead' 01 02 3801 44AC0000 0000 01 01 01 00 02", // a place that isn't there
                "'OpusHead' 01 01 3801 44AC0000 0000 01 FF 01 00" // 256 places
            })
    void refusesWhatCannotBe(String hex) {
        assertRefused(hex, () -> OpusConfiguration.read(Hex.bytes(hex)));
    }

    @Test
    void isNotMadeOfWhatDoesNotFit() {
        List<Runnable> attempts = List.of(
                () -> made(0, 0, 0, 0, 1, 0, List.of()),
                () -> made(256, 0, 0, 255, 255, 0, List.of()),
                () -> made(1, 65_536, 0, 0, 1, 0, List.of()),
                () -> made(1, -1, 0, 0, 1, 0, List.of()),
                () -> made(1, 0, 32_768, 0, 1, 0, List.of()),
                () -> made(1, 0, -32_769, 0, 1, 0, List.of()),
                () -> made(1, 0, 0, 256, 1, 0, List.of(0)),
                () -> made(1, 0, 0, 0, 2, 0, List.of()),
                () -> made(2, 0, 0, 0, 1, 0, List.of()),
                () -> made(1, 0, 0, 0, 1, 0, List.of(0)),
                () -> made(2, 0, 0, 1, 1, -1, List.of(0, 0)),
                () -> made(2, 0, 0, 1, 1, 1, List.of(0)),
                () -> made(2, 0, 0, 1, 1, 1, List.of(0, -1)));
        for (Runnable attempt : attempts) {
            assertThatIllegalArgumentException().isThrownBy(attempt::run);
        }
    }

    @Test
    void changedBytesAreReadOrRefused() {
        for (String hex : List.of(STEREO, SURROUND)) {
            Refusal.assertReadOrRefused(ByteBufUtil.getBytes(Hex.bytes(hex)), 20_000, bytes -> {
                OpusConfiguration configuration = OpusConfiguration.read(bytes);
                assertThat(OpusConfiguration.read(Unpooled.wrappedBuffer(written(configuration))))
                        .isEqualTo(configuration);
                return configuration;
            });
        }
    }
}
