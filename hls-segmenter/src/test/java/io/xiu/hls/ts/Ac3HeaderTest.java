package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ac3HeaderTest {
    @ParameterizedTest(name = "{0}: {5}")
    @CsvSource({
        "0b7738900c4043e1, 48000, 2, 384, 1536, AC-3 stereo of 96 kb/s",
        "0b7700001e40e100, 48000, 6, 1792, 1536, AC-3 5.1 of 448 kb/s",
        "0b7700004c400000, 44100, 2, 416, 1536, two channels apart at 44.1 kHz",
        "0b7700004d402000, 44100, 1, 418, 1536, mono at 44.1 kHz with a word more",
        "0b77000080402000, 32000, 1, 192, 1536, 32 kHz",
        "0b77000080502000, 8000, 1, 192, 1536, a quarter of the rate",
        "0b77000000408000, 48000, 3, 128, 1536, 2/1 surround: mix level before lfeon",
        "0b77000000406800, 48000, 3, 128, 1536, 3/0 without lfe",
        "0b77000000406400, 48000, 4, 128, 1536, 3/0 with lfe",
        "0b7700bf3487c000, 48000, 2, 384, 1536, E-AC-3 stereo",
        "0b7707ff0f800000, 48000, 6, 4096, 256, E-AC-3 5.1 of one block",
        "0b77000f14800000, 48000, 2, 32, 512, E-AC-3 of two blocks",
        "0b77000f64800000, 44100, 2, 32, 768, E-AC-3 of three blocks at 44.1 kHz",
        "0b77000fc4800000, 24000, 2, 32, 1536, E-AC-3 at half of 48 kHz",
        "0b77000fe4800000, 16000, 2, 32, 1536, E-AC-3 at half of 32 kHz",
        "0b7700033f580000, 48000, 6, 8, 1536, E-AC-3 as short as it may be and of bsid 11",
        "0b77000025404000, 48000, 2, 2560, 1536, the highest bit rate",
        "0b7700000040a100, 48000, 5, 128, 1536, 3/1 with lfe",
        "0b7700000040c400, 48000, 5, 128, 1536, 2/2 with lfe",
        "0b77000000408400, 48000, 4, 128, 1536, 2/1 with lfe",
        "0b77000000404400, 48000, 3, 128, 1536, 2/0 with lfe behind the level of its surround",
        "0b77000000402000, 48000, 1, 128, 1536, 1/0",
        "0b77000000403000, 48000, 2, 128, 1536, 1/0 with lfe",
    })
    void reads(String hex, int sampleRate, int channels, int frameBytes, int frameSamples, String what) {
        Ac3Header header = Ac3Header.read(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("00" + hex)), 1);

        assertThat(header).isNotNull().satisfies(read -> {
            assertThat(read.sampleRate()).isEqualTo(sampleRate);
            assertThat(read.channels()).isEqualTo(channels);
            assertThat(read.frameBytes()).isEqualTo(frameBytes);
            assertThat(read.frameSamples()).isEqualTo(frameSamples);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0b7738900c4043",
                "0b7838900c4043e1",
                "0b7738902c8843e1",
                "0b773890cc4043e1",
                "0b7738902640a3e1",
                "0b7700023487c000",
                "0b77000ff4800000",
                "0b7700023f580000",
                "0b77000000884000"
            })
    void refusesWhatIsNone(String hex) {
        assertThat(Ac3Header.read(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)), 0))
                .isNull();
    }
}
