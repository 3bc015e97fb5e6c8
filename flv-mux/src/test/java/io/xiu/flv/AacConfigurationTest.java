package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Hex;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Bits as text, filled up with zeros. */
    private static ByteBuf bits(String text) {
        String bits = text.replace(" ", "");
        byte[] bytes = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            if (bits.charAt(i) == '1') {
                bytes[i / 8] |= (byte) (0x80 >> (i % 8));
            }
        }
        return Unpooled.wrappedBuffer(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1210       | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples",
                "1190       | type 2, 48000 Hz, 2 channels, 1024 samples; 48000 Hz, 2 channels, 1024 samples",
                "1588       | type 2, 8000 Hz, 1 channels, 1024 samples; 8000 Hz, 1 channels, 1024 samples",
                "11B8       | type 2, 48000 Hz, 8 channels, 1024 samples; 48000 Hz, 8 channels, 1024 samples",
                "1214       | type 2, 44100 Hz, 2 channels, 960 samples; 44100 Hz, 2 channels, 960 samples",
                "139056E5A0 | type 2, 22050 Hz, 2 channels, 1024 samples; SBR 44100 Hz, 2 channels, 2048 samples",
                "138856E5A54880 | type 2, 22050 Hz, 1 channels, 1024 samples; SBR PS 44100 Hz, 2 channels, 2048 samples",
                "121056E500 | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples",
                "2B920800   | type 2, 22050 Hz, 2 channels, 1024 samples; SBR 44100 Hz, 2 channels, 2048 samples",
                "1210000000 | type 2, 44100 Hz, 2 channels, 1024 samples; 44100 Hz, 2 channels, 1024 samples"
            })
    void readsConfigurations(String hex, String expected) throws FlvException {
        ByteBuf configuration = Hex.bytes("EE" + hex).skipBytes(1);
        assertThat(describe(AacConfiguration.read(configuration))).isEqualTo(expected);
        assertThat(configuration.readerIndex()).isEqualTo(1);
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
        assertThat(describe(AacConfiguration.read(bits("11101 0111 0001 0100 00010 000"))))
                .isEqualTo("type 2, 22050 Hz, 1 channels, 1024 samples; SBR PS 44100 Hz, 2 channels, 2048 samples");
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
        "channels 0, 00010 0100 0000 000",
        "channels 8, 00010 0100 1000 000",
        "channels 11, 00010 0100 1011 000",
        "channels 15, 00010 0100 1111 000",
        "rate after SBR 13, 00101 0111 0010 1101 00010 000",
        "core object type 0, 00101 0111 0010 0100 00000 000"
    })
    void refusesWhatCannotBe(String what, String text) {
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> AacConfiguration.read(bits(text)));
        assertThat(refusal).as(what).isNotNull();
        assertThat(refusal.reason()).as(what).isEqualTo(Reason.CONFIGURATION);
    }

    @Test
    void randomBytesGiveARateInRangeOrARefusal() {
        for (long seed = 1; seed <= 50_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(9)];
            random.nextBytes(bytes);
            try {
                AacConfiguration configuration = AacConfiguration.read(Unpooled.wrappedBuffer(bytes));
                assertThat(configuration.sampleRate()).as("seed %d", seed).isBetween(1, 192_000);
                assertThat(configuration.outputSampleRate()).as("seed %d", seed).isBetween(1, 192_000);
                assertThat(configuration.channels()).as("seed %d", seed).isBetween(1, 8);
            } catch (FlvException e) {
                assertThat(e.reason()).as("seed %d", seed).isEqualTo(Reason.CONFIGURATION);
            }
        }
    }
}
