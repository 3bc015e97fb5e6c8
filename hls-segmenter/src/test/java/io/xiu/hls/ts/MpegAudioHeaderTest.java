package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MpegAudioHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "FFFB9064, 44100, 2, 417, 1152, true",
        "FFFB9264, 44100, 2, 418, 1152, true",
        "FFFB9464, 48000, 2, 384, 1152, true",
        "FFFA9864, 32000, 2, 576, 1152, true",
        "FFFBE4C4, 48000, 1, 960, 1152, true",
        "FFFB0464, 48000, 2, 0, 1152, true",
        "FFF39064, 22050, 2, 261, 576, false",
        "FFF394C4, 24000, 1, 240, 576, false",
        "FFE39064, 11025, 2, 522, 576, false",
        "FFE39864, 8000, 2, 720, 576, false",
    })
    void readsAFrame(String hex, int sampleRate, int channels, int frameBytes, int frameSamples, boolean mpeg1) {
        ByteBuf frame = Unpooled.wrappedBuffer(HexFormat.of().parseHex("00" + hex));

        assertThat(MpegAudioHeader.read(frame, 1))
                .isEqualTo(new MpegAudioHeader(sampleRate, channels, frameBytes, frameSamples));
        assertThat(MpegAudioHeader.isMpeg1(sampleRate)).isEqualTo(mpeg1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "FFFB90", "00FB9064", "FF7B9064", "FFFD9064", "FFEB9064", "FFFB9C64", "FFFBF064", "FFF9F064"
            })
    void refusesWhatIsNoFrame(String hex) {
        assertThat(MpegAudioHeader.read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)), 0))
                .isNull();
    }
}
