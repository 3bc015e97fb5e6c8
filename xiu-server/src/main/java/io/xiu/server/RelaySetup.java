package io.xiu.server;

import io.xiu.relay.DeliverySettings;
import io.xiu.relay.RelaySettings;
import io.xiu.server.config.DeliveryConfig;
import io.xiu.server.config.RtmpConfig;
import io.xiu.server.config.ServerConfig;
import java.time.Duration;

/** What the configuration says of live streams, as the hub takes it. */
final class RelaySetup {
    private RelaySetup() {}

    static RelaySettings settings(ServerConfig config) {
        RtmpConfig rtmp = config.rtmp();
        return RelaySettings.DEFAULT
                .withGops(rtmp.gopNum(), rtmp.gopMaxFrames())
                .withGopBytes(config.delivery().gopMaxBytes())
                .withHold(Duration.ofSeconds(rtmp.holdSeconds()))
                .withDelivery(delivery(config.delivery()));
    }

    private static DeliverySettings delivery(DeliveryConfig config) {
        return new DeliverySettings(
                config.lagBytes(),
                Duration.ofMillis(config.lagMillis()),
                Duration.ofSeconds(config.stallSeconds()),
                Duration.ofMillis(config.mergeMinMillis()),
                Duration.ofMillis(config.mergeMaxMillis()));
    }
}
