package io.xiu.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.relay.Hub;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.StreamKey;
import io.xiu.relay.link.Endpoint;
import io.xiu.relay.link.LinkInfo;
import io.xiu.relay.link.LinkLog;
import io.xiu.server.testing.HandLoop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamMetricsTest {
    private final HandLoop loop = new HandLoop();
    private final Hub hub = new Hub(RelaySettings.DEFAULT, ByteBufAllocator.DEFAULT);

    private static final class Publisher implements PublisherListener {
        @Override
        public void accepted(Publication accepted) {}

        @Override
        public void refused() {}

        @Override
        public void dropped(Reason reason) {}
    }

    private Exposition scrape(MetricSource source) {
        Families families = new Families();
        source.collect(families);
        return Exposition.read(new String(families.text(), StandardCharsets.UTF_8));
    }

    private void publish(String name) {
        PublisherInfo info = new PublisherInfo("p", "test", Instant.EPOCH, false, List.of());
        hub.publish(new StreamKey("live", name), info, loop, new Publisher());
        loop.settle();
    }

    @Test
    void noMoreStreamsAreNamedThanTheLimitAndTheOthersAreCounted() {
        for (int i = 0; i < StreamMetrics.MOST_NAMED; i++) {
            publish("s" + i);
        }
        Exposition full = scrape(new StreamMetrics(hub));
        assertThat(full.count("xiu_stream_publishers")).isEqualTo(StreamMetrics.MOST_NAMED);
        assertThat(full.value("xiu_streams_unnamed")).isZero();
        publish("t1");
        publish("t2");
        Exposition more = scrape(new StreamMetrics(hub));
        assertThat(more.count("xiu_stream_publishers")).isEqualTo(StreamMetrics.MOST_NAMED);
        assertThat(more.value("xiu_streams_unnamed")).isEqualTo(2);
        assertThat(more.value("xiu_streams{state=\"live\"}")).isEqualTo(StreamMetrics.MOST_NAMED + 2);
        hub.endAll();
        loop.settle();
        assertThat(scrape(new StreamMetrics(hub)).count("xiu_stream_publishers"))
                .isZero();
    }

    @Test
    void relayLinksAreCountedByTheirDirection() {
        LinkCounts counts = new LinkCounts(new LinkLog());
        StreamKey key = new StreamKey("live", "a");
        LinkInfo push = new LinkInfo(LinkInfo.Direction.PUSH, key, new Endpoint("host", 1935));
        counts.working(push, false);
        counts.broken(push, "test");
        counts.working(push, true);
        counts.refused(new LinkInfo(LinkInfo.Direction.PULL, key, new Endpoint("host", 1935)), "test");
        Exposition told = scrape(counts);
        assertThat(told.value("xiu_relay_connects_total{direction=\"push\"}")).isEqualTo(2);
        assertThat(told.value("xiu_relay_breaks_total{direction=\"push\"}")).isOne();
        assertThat(told.value("xiu_relay_refusals_total{direction=\"push\"}")).isZero();
        assertThat(told.value("xiu_relay_refusals_total{direction=\"pull\"}")).isOne();
    }
}
