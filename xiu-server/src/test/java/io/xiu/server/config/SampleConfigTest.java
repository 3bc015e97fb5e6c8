package io.xiu.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations that come with the program. */
final class SampleConfigTest {
    private static final Path DIRECTORY = Path.of("..", "deploy", "config");

    @ParameterizedTest
    @ValueSource(strings = {"config_rtmp.toml", "node.toml", "pull.toml", "push.toml", "settings.toml"})
    void isReadWithoutAWarning(String name) throws Exception {
        assertThat(ConfigFile.load(DIRECTORY.resolve(name)).warnings()).isEmpty();
    }

    @Test
    void theSampleOfEverySettingShowsTheDefaults() throws Exception {
        ServerConfig config =
                ConfigFile.load(DIRECTORY.resolve("settings.toml")).config();
        assertThat(config.delivery()).isEqualTo(DeliveryConfig.defaults());
        assertThat(config.transport()).isEqualTo(TransportConfig.defaults());
        assertThat(config.rtmp()).isEqualTo(RtmpConfig.onPort(1935));
        assertThat(config.hls()).isEqualTo(HlsConfig.onPort(8080));
    }
}
