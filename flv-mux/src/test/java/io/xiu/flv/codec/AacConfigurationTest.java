package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AacConfigurationTest {
    private static String describe(AacConfiguration c) {
        return "type %d, %d Hz, %d channels, %d samples; %s%s%d Hz, %d channels, %d samples"
                .formatted(
                        c.objectType(),
                        c.sampleRate(),
                        c.channels(),
                        c.frameSamples(),
                        c.spectralBandReplication() ? "SBR " : "",
                        c.parametricStereo() ? "PS " : "",
                        c.outputSampleRate(),
                        c.outputChannels(),
                        c.outputFrameSamples());
    }

    private static ByteBuf bits(String text) {
        return Unpooled.wrappedBuffer(new Bits().flags(text).toBytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1210       | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples | 2",
                "1190       | type 2, 48000 Hz, 2 channels, 1024 samples; 48000 Hz, 2 channels, 1024 samples | 2",
                "1588       | type 2, 8000 Hz, 1 channels, 1024 samples; 8000 Hz, 1 channels, 1024 samples | 2",
                "11B8       | type 2, 48000 Hz, 8 channels, 1024 samples; 48000 Hz, 8 channels, 1024 samples | 2",
                "11D8       | type 2, 48000 Hz, 7 channels, 1024 samples; 48000 Hz, 7 channels, 1024 samples | 2",
                "11E0       | type 2, 48000 Hz, 8 channels, 1024 samples; 48000 Hz, 8 channels, 1024 samples | 2",
                "11E8       | type 2, 48000 Hz, 24 channels, 1024 samples; 48000 Hz, 24 channels, 1024 samples | 2",
                "11F0       | type 2, 48000 Hz, 8 channels, 1024 samples; 48000 Hz, 8 channels, 1024 samples | 2",
                "0A10       | type 1, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples | 1",
                "1214       | type 2, 44100 Hz, 2 channels, 960 samples; 44100 Hz, 2 channels, 960 samples | 2",
                "BA10       | type 23, 44100 Hz, 2 channels, 512 samples; 44100 Hz, 2 channels, 512 samples | 23",
                "BA14       | type 23, 44100 Hz, 2 channels, 480 samples; 44100 Hz, 2 channels, 480 samples | 23",
                "12125600   | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples | 2",
                "139056E5A0 | type 2, 22050 Hz, 2 channels, 1024 samples; SBR 44100 Hz, 2 channels, 2048 samples | 5",
                "139056E580 | type 2, 22050 Hz, 2 channels, 1024 samples; SBR 96000 Hz, 2 channels, 1024 samples | 5",
                "138856E5A54880 | type 2, 22050 Hz, 1 channels, 1024 samples; SBR PS 44100 Hz, 2 channels, 2048 samples | 29",
                "138856E5A54800 | type 2, 22050 Hz, 1 channels, 1024 samples; SBR 44100 Hz, 1 channels, 2048 samples | 5",
                "121056E500 | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples | 2",
                "121056E400 | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples | 2",
                "121156E5A0 | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples | 2",
                "2B920800   | type 2, 22050 Hz, 2 channels, 1024 samples; SBR 44100 Hz, 2 channels, 2048 samples | 5",
                "1210000000 | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples | 2"
            })
    void readsConfigurationsAndKeepsTheirBytes(String hex, String expected, String type) throws FlvException {
        ByteBuf bytes = Hex.bytes("EE" + hex).skipBytes(1);
        AacConfiguration configuration = AacConfiguration.read(bytes);
        assertThat(describe(configuration)).isEqualTo(expected);
        assertThat(configuration.codecString()).isEqualTo("mp4a.40." + type);
        assertThat(bytes.readerIndex()).isEqualTo(1);
        assertThat(configuration.boxPayload()).isEqualTo(ByteBufUtil.getBytes(Hex.bytes(hex)));
        assertThat(AacConfiguration.read(Unpooled.wrappedBuffer(configuration.boxPayload())))
                .isEqualTo(configuration);
    }

    @Test
    void readsAnExplicitRateAndAnEscapedObjectType() throws FlvException {
        assertThat(describe(AacConfiguration.read(bits("00010 1111 000000001011101110000001 0001 000"))))
                .startsWith("type 2, 48001 Hz, 1 channels");
        assertThat(describe(AacConfiguration.read(bits("11111 001010 0011 0010"))))
                .startsWith("type 42, 48000 Hz");
    }

    @Test
    void readsParametricStereoThatIsAnnouncedFirst() throws FlvException {
        AacConfiguration configuration = AacConfiguration.read(bits("11101 0111 0001 0100 00010 000"));
        assertThat(describe(configuration))
                .isEqualTo("type 2, 22050 Hz, 1 channels, 1024 samples; SBR PS 44100 Hz, 2 channels, 2048 samples");
        assertThat(configuration).isEqualTo(new AacConfiguration(2, 22_050, 1, 1024, true, true, 44_100));
    }

    @Test
    void countsChannelsThatAreListed() throws FlvException {
        Bits list = new Bits().flags("00010 0100 0000 0 1").u(14, 0).flags("0");
        list.u(4, 0).u(2, 1).u(4, 4).u(4, 2).u(4, 1).u(4, 1).u(2, 1).u(3, 1).u(4, 1);
        list.flags("1 0000 1 0000 1 000"); // ways to mix down
        list.flags("0 0000 1 0001")
                .flags("1 0000")
                .flags("0 0001")
                .flags("0000")
                .flags("0000")
                .flags("0 0000");
        list.align().u(8, 2).u(16, 0x4142);
        list.u(11, 0x2B7).u(5, 5).flags("1 0100");
        AacConfiguration configuration = AacConfiguration.read(Unpooled.wrappedBuffer(list.toBytes()));
        assertThat(describe(configuration)).startsWith("type 2, 44100 Hz, 7 channels, 1024 samples; SBR 44100 Hz");
    }

    @ParameterizedTest
    @CsvSource({
        "empty, ''",
        "one byte, 00010 010",
        "object type 0, 00000 0100 0010 000",
        "frequency index 13, 00010 1101 0010 000",
        "frequency index 14, 00010 1110 0010 000",
        "explicit rate 0, 00010 1111 000000000000000000000000 0010 000",
        "explicit rate 2^24 - 1, 00010 1111 111111111111111111111111 0010 000",
        "explicit rate cut off, 00010 1111 00000000",
        "a list of no channels, 00010 0100 0000 000 0000 00 0000 0000 0000 0000 00 000 0000 000 000000 00000000",
        "a list cut off, 00010 0100 0000 000 0000 00 0000 0001",
        "a list where there is none, 11111 001010 0011 0000",
        "channels 8, 00010 0100 1000 000",
        "channels 15, 00010 0100 1111 000",
        "rate after SBR 13, 00101 0111 0010 1101 00010 000",
        "core object type 0, 00101 0111 0010 0100 00000 000",
        "rate after SBR at the end 13, 00010 0111 0010 000 01010110111 00101 1 1101"
    })
    void refusesWhatCannotBe(String what, String text) {
        assertRefused(what, () -> AacConfiguration.read(bits(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 96000, 1, 1024, false, false, 96000, 0808",
        "2, 44100, 2, 1024, false, false, 44100, 1210",
        "2, 7350, 8, 960, false, false, 7350, 163C",
        "2, 24000, 2, 1024, true, false, 48000, 2B118800",
        "2, 24000, 1, 1024, true, true, 48000, EB098800",
        "4, 192000, 6, 1024, false, false, 192000, 27817700 30"
    })
    void isMadeWithItsBytes(
            int type, int rate, int channels, int samples, boolean sbr, boolean ps, int outputRate, String hex)
            throws FlvException {
        AacConfiguration made = new AacConfiguration(type, rate, channels, samples, sbr, ps, outputRate);
        assertThat(AacConfiguration.read(Unpooled.wrappedBuffer(made.boxPayload())))
                .isEqualTo(made);
        assertThat(made.bytes()).hasToString(hex.replace(" ", "").toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 44100, 2, 1024",
        "5, 44100, 2, 1024",
        "2, 0, 2, 1024",
        "2, 192001, 2, 1024",
        "2, 44100, 0, 1024",
        "2, 44100, 7, 1024",
        "2, 44100, 9, 1024",
        "2, 44100, 2, 1023"
    })
    void isNotMadeOfWhatDoesNotFit(int type, int rate, int channels, int samples) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AacConfiguration(type, rate, channels, samples, false, false, rate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "1208", "1190", "1214"})
    void isNotMadeOfBytesThatSayOtherwise(String hex) {
        Octets bytes = Octets.of(Hex.bytes(hex));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AacConfiguration(2, 44_100, 2, 1024, false, false, 44_100, bytes));
    }

    @ParameterizedTest
    @CsvSource({"false, true, 24000", "false, false, 48000"})
    void isNotMadeOfWhatItsBytesWouldNotSay(boolean sbr, boolean ps, int outputRate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AacConfiguration(2, 24_000, 1, 1024, sbr, ps, outputRate))
                .withMessageContaining("where the bytes say");
    }

    @ParameterizedTest
    @CsvSource({
        "00100 0111 0010 000, type 4, SBR 44100 Hz",
        "10001 0111 0010 000, type 17, 22050 Hz",
        "00100 0111 0010 001, type 4, 22050 Hz"
    })
    void looksForSbrAtTheEndOfTypesThatMayHaveIt(String core, String type, String expected) throws FlvException {
        AacConfiguration configuration = AacConfiguration.read(bits(core + "01010110111 00101 1 0100"));
        assertThat(describe(configuration)).startsWith(type + ", 22050 Hz, 2 channels, 1024 samples; " + expected);
    }

    @Test
    void changedBytesGiveARateInRangeOrARefusal() {
        Refusal.assertReadOrRefused(ByteBufUtil.getBytes(Hex.bytes("138856E5A54880")), 100_000, bytes -> {
            AacConfiguration configuration = AacConfiguration.read(bytes);
            assertThat(configuration.sampleRate()).isBetween(1, 192_000);
            assertThat(configuration.outputSampleRate()).isBetween(1, 192_000);
            assertThat(configuration.channels()).isBetween(1, 100);
            assertThat(Octets.of(configuration.boxPayload())).isEqualTo(Octets.of(bytes));
            return configuration;
        });
    }
}
