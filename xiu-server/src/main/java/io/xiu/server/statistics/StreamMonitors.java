package io.xiu.server.statistics;

import io.xiu.relay.HubListener;
import io.xiu.relay.LiveStream;
import io.xiu.server.api.StreamStatistics;
import io.xiu.server.api.StreamsView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Watches every live stream of a hub. {@link #sample} is to be called in regular intervals. */
public final class StreamMonitors implements HubListener, StreamsView {
    /** Length of the interval that rates are taken over, in seconds. */
    public static final int INTERVAL_SECONDS = 5;

    private final Map<LiveStream, StreamMonitor> monitors = new ConcurrentHashMap<>();

    @Override
    public void started(LiveStream stream) {
        StreamMonitor monitor = new StreamMonitor(stream);
        monitors.put(stream, monitor);
        stream.read(monitor);
    }

    @Override
    public void ended(LiveStream stream) {
        monitors.remove(stream);
    }

    /** Ends an interval. For one thread. */
    public void sample() {
        monitors.values().forEach(monitor -> monitor.sample(INTERVAL_SECONDS));
    }

    @Override
    public List<StreamStatistics> streams() {
        return monitors.values().stream()
                .map(StreamMonitor::statistics)
                .filter(Objects::nonNull)
                .toList();
    }
}
