package io.xiu.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.relay.DeliverySettings;
import io.xiu.relay.RelaySettings;
import io.xiu.server.config.DeliveryConfig;
import io.xiu.server.config.ServerConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RelaySetupTest {
    @Test
    void everyNumberOfTheConfigurationReachesTheHub() {
        ServerConfig config =
                ServerConfig.defaults().withDelivery(new DeliveryConfig(20, 200, 1 << 20, 3_000, 20, 8 << 20, 70));
        RelaySettings settings = RelaySetup.settings(config);
        assertThat(settings.gopBytes()).isEqualTo(8 << 20);
        assertThat(settings.delivery())
                .isEqualTo(new DeliverySettings(
                        1 << 20,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(20),
                        Duration.ofMillis(200)));
    }

    @Test
    void theDefaultsOfTheConfigurationAreThoseOfTheHub() {
        assertThat(RelaySetup.settings(ServerConfig.defaults())).isEqualTo(RelaySettings.DEFAULT);
    }
}
