package io.xiu.server.metrics;

import io.xiu.relay.DeliveryStatistics;
import io.xiu.relay.Hub;
import io.xiu.relay.IngestStatistics;
import io.xiu.relay.LiveStream;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.Viewer;
import io.xiu.relay.ViewerInfo;
import io.xiu.relay.ViewerTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Live streams and what delivering them costs.
 *
 * <p>Anyone who publishes chooses a name, so names are bounded: with more streams than {@value #MOST_NAMED} only those
 * that have the most viewers are told one by one, and {@code xiu_streams_unnamed} says how many are not. What is told of
 * the node as a whole is of all. A viewer is never told by itself; the JSON interface does that.
 */
public final class StreamMetrics implements MetricSource {
    /** Most streams told one by one. */
    static final int MOST_NAMED = 1_000;

    private static final double NANOS = 1e9;

    private final Hub hub;

    private record Watched(LiveStream stream, Map<ViewerInfo.Kind, Long> viewers, long sum) {}

    /** Makes the source of a hub's streams. */
    public StreamMetrics(Hub hub) {
        this.hub = hub;
    }

    @Override
    public void collect(Families into) {
        List<Watched> all = new ArrayList<>();
        hub.streams().forEach(stream -> all.add(watched(stream)));
        node(all, into);
        all.stream()
                .sorted(Comparator.comparingLong(Watched::sum)
                        .reversed()
                        .thenComparing(one -> one.stream().key().toString()))
                .limit(MOST_NAMED)
                .forEach(one -> stream(one, into));
        delivery(into);
    }

    private static Watched watched(LiveStream stream) {
        Map<ViewerInfo.Kind, Long> viewers = new EnumMap<>(ViewerInfo.Kind.class);
        long sum = 0;
        for (Viewer viewer : stream.viewers()) {
            viewers.merge(viewer.info().kind(), 1L, Long::sum);
            sum++;
        }
        return new Watched(stream, viewers, sum);
    }

    private static void node(List<Watched> all, Families into) {
        Map<LiveStream.State, Long> states = new EnumMap<>(LiveStream.State.class);
        Map<ViewerInfo.Kind, Long> kinds = new EnumMap<>(ViewerInfo.Kind.class);
        long pulled = 0;
        for (Watched one : all) {
            states.merge(one.stream().state(), 1L, Long::sum);
            one.viewers().forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
            PublisherInfo publisher = one.stream().publisher();
            pulled += publisher != null && publisher.pulled() ? 1 : 0;
        }
        for (LiveStream.State state : LiveStream.State.values()) {
            if (state != LiveStream.State.ENDED) {
                into.gauge("xiu_streams", "Live streams.", states.getOrDefault(state, 0L), "state", label(state));
            }
        }
        for (ViewerInfo.Kind kind : ViewerInfo.Kind.values()) {
            into.gauge("xiu_viewers", "Viewers of all streams.", kinds.getOrDefault(kind, 0L), "kind", label(kind));
        }
        into.gauge("xiu_streams_unnamed", "Streams not told one by one.", Math.max(0, all.size() - MOST_NAMED));
        String links = "Streams that come from or go to another node.";
        into.gauge("xiu_relay_links", links, kinds.getOrDefault(ViewerInfo.Kind.PUSH, 0L), "direction", "push");
        into.gauge("xiu_relay_links", links, pulled, "direction", "pull");
    }

    private static void stream(Watched watched, Families into) {
        LiveStream stream = watched.stream();
        String[] key = {"app", stream.key().app(), "stream", stream.key().name()};
        IngestStatistics ingest = stream.ingest();
        ViewerTotals totals = stream.totals();
        into.gauge(
                "xiu_stream_publishers",
                "1 while the stream has a publisher.",
                stream.publisher() == null ? 0 : 1,
                key);
        watched.viewers()
                .forEach((kind, count) -> into.gauge(
                        "xiu_stream_viewers",
                        "Viewers of the stream.",
                        count,
                        key[0],
                        key[1],
                        key[2],
                        key[3],
                        "kind",
                        label(kind)));
        into.counter(
                "xiu_stream_received_bytes",
                "Audio and video received.",
                ingest.audioBytes() + ingest.videoBytes(),
                key);
        into.counter("xiu_stream_sent_bytes", "Bytes sent to viewers.", totals.bytes(), key);
        into.counter("xiu_stream_jumps", "Jumps of viewers that had fallen behind.", totals.jumps(), key);
        into.counter("xiu_stream_skipped_bytes", "Bytes the jumps left out.", totals.skippedBytes(), key);
        into.counter("xiu_stream_stalled_viewers", "Viewers closed since they took nothing.", totals.stalls(), key);
        into.gauge("xiu_stream_gop_bytes", "Frames kept for viewers that join.", stream.gopBytes(), key);
    }

    private void delivery(Families into) {
        int loop = 0;
        for (DeliveryStatistics one : hub.delivery()) {
            String[] label = {"loop", Integer.toString(loop++)};
            into.gauge("xiu_delivery_viewers", "Viewers the loop serves.", one.viewers(), label);
            into.counter(
                    "xiu_delivery_bytes", "Bytes handed to the connections of the loop's viewers.", one.bytes(), label);
            into.counter("xiu_delivery_rounds", "Rounds of delivery.", one.rounds(), label);
            into.counter("xiu_delivery_round_seconds", "Time the rounds took.", one.roundNanos() / NANOS, label);
            into.gauge(
                    "xiu_delivery_interval_seconds",
                    "Mean time from a round to the next, lately; frames within it share a write.",
                    one.intervalNanos() / NANOS,
                    label);
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
