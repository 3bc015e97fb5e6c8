package io.xiu.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.TrackException.Reason;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Mp3TrackTest {
    @ParameterizedTest
    @CsvSource({
        "FFFB9064, 44100, true, 1152",
        "FFFB9464, 48000, true, 1152",
        "FFFA9864, 32000, true, 1152",
        "FFF39064, 22050, false, 576",
        "FFF39464, 24000, false, 576",
        "FFE39064, 11025, false, 576",
        "FFE39864, 8000, false, 576",
    })
    void readsTheFirstFrame(String hex, int sampleRate, boolean mpeg1, int frameSamples) throws TrackException {
        ByteBuf frame = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex + "0000"));

        Mp3Track track = Mp3Track.read(frame);

        assertThat(track).isEqualTo(new Mp3Track(sampleRate));
        assertThat(track.mpeg1()).isEqualTo(mpeg1);
        assertThat(track.frameSamples()).isEqualTo(frameSamples);
        assertThat(frame.readerIndex()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FFFB90", "00FB9064", "FF7B9064", "FFFD9064", "FFEB9064", "FFFB9C64"})
    void refusesWhatIsNoFrame(String hex) {
        assertThatThrownBy(() ->
                        Mp3Track.read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex))))
                .isInstanceOfSatisfying(
                        TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MP3_BAD));
    }
}
