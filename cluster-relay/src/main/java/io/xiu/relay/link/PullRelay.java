package io.xiu.relay.link;

import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.StreamKey;
import io.xiu.relay.StreamSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gets the live streams that someone wants, and that aren't here, from another server.
 *
 * <pre>{@code
 * hub.source(new PullRelay(network, hub, new Endpoint("node1", 1935)));
 * }</pre>
 */
public final class PullRelay implements StreamSource {
    /*
     * The wish of a node can go round in a circle: here it is refused, and the node that asked retries for as long as it
     * has viewers that wait. So a circle is remembered for a while, and wishes of nodes are turned away at once; a wish
     * of a player is always tried.
     */
    private static final long LOOP_REMEMBERED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MAX_LOOPS = 1_024;

    private final LinkNetwork network;
    private final Hub hub;
    private final Endpoint upstream;
    private final Map<StreamKey, Long> loops = new LinkedHashMap<>();

    /** Makes a relay for a hub, which has to be told that this is its source. */
    public PullRelay(LinkNetwork network, Hub hub, Endpoint upstream) {
        this.network = network;
        this.hub = hub;
        this.upstream = upstream;
    }

    @Override
    public void wanted(LiveStream stream, List<String> path) {
        StreamKey key = stream.key();
        if (!path.isEmpty() && isLoop(key)) {
            stream.endNow();
            return;
        }
        new PullLink(network, hub, stream, upstream, new RelayPath(path), () -> remember(key)).start();
    }

    private void remember(StreamKey key) {
        synchronized (loops) {
            loops.remove(key);
            loops.put(key, System.nanoTime());
            if (loops.size() > MAX_LOOPS) {
                loops.remove(loops.keySet().iterator().next());
            }
        }
    }

    private boolean isLoop(StreamKey key) {
        synchronized (loops) {
            Long since = loops.get(key);
            return since != null && System.nanoTime() - since < LOOP_REMEMBERED_NANOS;
        }
    }
}
