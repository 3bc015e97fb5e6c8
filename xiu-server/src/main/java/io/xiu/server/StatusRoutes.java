package io.xiu.server;

import io.xiu.relay.Hub;
import io.xiu.server.api.ReportDesk;
import io.xiu.server.api.StreamsRoute;
import io.xiu.server.api.StreamsView;
import io.xiu.server.api.TextRoute;
import io.xiu.server.hls.HlsService;
import io.xiu.server.http.HttpRoute;
import io.xiu.server.memory.MemoryWatchdog;
import io.xiu.server.metrics.Families;
import io.xiu.server.metrics.LinkCounts;
import io.xiu.server.metrics.MetricsRoute;
import io.xiu.server.metrics.ProcessMetrics;
import io.xiu.server.metrics.StreamMetrics;
import io.xiu.server.net.Listener;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a node tells of itself. */
final class StatusRoutes {
    private final List<Listener> listeners;
    private final Supplier<@Nullable HlsService> hls;

    /**
     * Makes the routes' sources.
     *
     * @param listeners a live view
     * @param hls the service, as soon as there is one
     */
    StatusRoutes(List<Listener> listeners, Supplier<@Nullable HlsService> hls) {
        this.listeners = listeners;
        this.hls = hls;
    }

    List<HttpRoute> routes(StreamsView view, Hub hub, LinkCounts links, MemoryWatchdog watchdog) {
        ReportDesk desk = new ReportDesk();
        return List.of(
                TextRoute.health(),
                new StreamsRoute(view, desk),
                new MetricsRoute(
                        desk,
                        List.of(
                                new ProcessMetrics(watchdog),
                                new StreamMetrics(hub),
                                links,
                                this::connections,
                                this::segments)),
                TextRoute.usage());
    }

    private void connections(Families into) {
        for (Listener listener : listeners) {
            String[] label = {"listener", listener.name()};
            into.gauge("xiu_connections", "Open connections.", listener.connections(), label);
            into.counter("xiu_connections_accepted", "Connections accepted.", listener.accepted(), label);
        }
    }

    private void segments(Families into) {
        HlsService service = hls.get();
        into.gauge("xiu_hls_streams", "Streams with HLS segments.", service == null ? 0 : service.streams());
        into.gauge("xiu_hls_held_bytes", "HLS segments held.", service == null ? 0 : service.heldBytes());
    }
}
