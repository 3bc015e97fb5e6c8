package io.xiu.server;

import io.xiu.relay.DeliverySettings;
import io.xiu.relay.Hub;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.link.Endpoint;
import io.xiu.relay.link.LinkNetwork;
import io.xiu.relay.link.PullRelay;
import io.xiu.relay.link.PushRelay;
import io.xiu.server.config.DeliveryConfig;
import io.xiu.server.config.RelayTarget;
import io.xiu.server.config.RtmpConfig;
import io.xiu.server.config.ServerConfig;
import java.time.Duration;
import java.util.List;

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

    /** Pulls and pushes what the configuration names. */
    static void connect(Hub hub, LinkNetwork network, RtmpConfig config) {
        RelayTarget upstream = config.pull();
        if (upstream != null) {
            hub.source(new PullRelay(network, hub, endpoint(upstream)));
        }
        if (!config.push().isEmpty()) {
            List<Endpoint> targets =
                    config.push().stream().map(RelaySetup::endpoint).toList();
            hub.listen(new PushRelay(network, hub, targets));
        }
    }

    private static Endpoint endpoint(RelayTarget target) {
        return new Endpoint(target.address(), target.port());
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
