package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdtsConfigurationTest {
    @ParameterizedTest(name = "{0}: {5}")
    @CsvSource({
        "1210, 2, 44100, 2, 2, LC stereo",
        "1190, 2, 48000, 2, 2, LC 48 kHz",
        "1188, 2, 48000, 1, 1, LC mono",
        "0A10, 1, 44100, 2, 2, Main",
        "11B8, 2, 48000, 7, 8, LC 7.1",
        "1A10, 3, 44100, 2, 2, SSR",
        "2210, 4, 44100, 2, 2, LTP",
        "1608, 2, 7350, 1, 1, the lowest frequency",
        "1008, 2, 96000, 1, 1, the highest frequency",
        "2B920800, 2, 22050, 2, 2, 'HE-AAC: the core'",
        "EB8A0800, 2, 22050, 1, 1, 'HE-AAC v2: the core'",
        "17805DC010, 2, 48000, 2, 2, explicit frequency that has an index",
        "121056E500, 2, 44100, 2, 2, backward compatible extension behind it",
    })
    void readsWhatAdtsSays(String hex, int objectType, int sampleRate, int code, int channels, String what)
            throws TrackException {
        AdtsConfiguration configuration = AdtsConfiguration.read(HexFormat.of().parseHex(hex));

        assertThat(configuration.objectType()).isEqualTo(objectType);
        assertThat(configuration.sampleRate()).isEqualTo(sampleRate);
        assertThat(configuration.channelConfiguration()).isEqualTo(code);
        assertThat(configuration.channels()).isEqualTo(channels);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', nothing",
        "12, one byte",
        "0210, object type 0",
        "2A10, SBR with nothing behind it",
        "F822, escaped object type",
        "F81090, escaped object type with more",
        "1690, frequency index 13",
        "1710, frequency index 14",
        "1780000010, explicit frequency 0",
        "17FFFFFF90, explicit frequency without an index",
        "1200, channel configuration 0",
        "1240, channel configuration 8",
        "1278, channel configuration 15",
        "1214, frames of 960 sampling periods",
        "8A10, ER AAC LC",
    })
    void refuses(String hex, String what) {
        assertThatThrownBy(() -> AdtsConfiguration.read(HexFormat.of().parseHex(hex)))
                .isInstanceOfSatisfying(
                        TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));
    }
}
