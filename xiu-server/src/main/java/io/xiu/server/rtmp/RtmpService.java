package io.xiu.server.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.xiu.relay.Hub;
import io.xiu.relay.RtmpFormat;
import io.xiu.relay.link.Loops;
import io.xiu.relay.link.NodeId;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import io.xiu.server.SessionIds;
import io.xiu.server.memory.MemoryWatchdog;
import java.util.concurrent.ThreadLocalRandom;

/** What all RTMP connections of a server share; makes the handler of each. */
public final class RtmpService {
    private static final int WINDOW_BYTES = 2_500_000;
    private static final ServerSettings SETTINGS = new ServerSettings(
            RtmpFormat.CHUNK_BYTES, WINDOW_BYTES, WINDOW_BYTES, ChunkLimits.VIEWER, ChunkLimits.DEFAULT);

    private final Hub hub;
    private final Loops loops;
    private final SessionIds ids;
    private final NodeId node;
    private final MemoryWatchdog watchdog;

    /**
     * Makes the service.
     *
     * @param node the random id of this process, by which relays find loops
     * @param watchdog who may come in when memory is short
     */
    public RtmpService(Hub hub, Loops loops, SessionIds ids, NodeId node, MemoryWatchdog watchdog) {
        this.hub = hub;
        this.loops = loops;
        this.ids = ids;
        this.node = node;
        this.watchdog = watchdog;
    }

    /** The last handler of a connection's pipeline. */
    public ChannelHandler handler(Channel channel) {
        RtmpConnection connection = new RtmpConnection(this, channel);
        return new RtmpServerHandler(new ServerSession(SETTINGS, ThreadLocalRandom.current()), connection);
    }

    Hub hub() {
        return hub;
    }

    Loops loops() {
        return loops;
    }

    SessionIds ids() {
        return ids;
    }

    MemoryWatchdog watchdog() {
        return watchdog;
    }

    NodeId node() {
        return node;
    }
}
