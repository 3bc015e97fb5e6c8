package io.xiu.relay.link;

import io.xiu.relay.Hub;
import io.xiu.relay.HubListener;
import io.xiu.relay.LiveStream;
import java.util.List;

/**
 * Sends every live stream of a hub on to other servers, each from its first publisher until it ends.
 *
 * <pre>{@code
 * hub.listen(new PushRelay(network, hub, List.of(new Endpoint("node2", 1935))));
 * }</pre>
 */
public final class PushRelay implements HubListener {
    private final LinkNetwork network;
    private final Hub hub;
    private final List<Endpoint> targets;

    /** Makes a relay for a hub; it has to be added to the hub's listeners. */
    public PushRelay(LinkNetwork network, Hub hub, List<Endpoint> targets) {
        this.network = network;
        this.hub = hub;
        this.targets = List.copyOf(targets);
    }

    @Override
    public void started(LiveStream stream) {
        for (Endpoint target : targets) {
            new PushLink(network, hub, stream, target).start();
        }
    }

    @Override
    public void ended(LiveStream stream) {}
}
