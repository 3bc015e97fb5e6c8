package io.xiu.relay.link;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.RtmpFormat;
import io.xiu.relay.RtmpFormat.Peer;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.Viewer;
import io.xiu.relay.ViewerInfo;
import io.xiu.relay.ViewerSink;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.StreamName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one live stream to one server: a viewer whose connection is a publisher's. */
final class PushLink extends Link implements ViewerSink {
    private static final Logger LOG = LoggerFactory.getLogger(PushLink.class);

    private final Hub hub;
    private RelayPath passed;
    private @Nullable Viewer viewer;
    private @Nullable ChannelOutput output;

    PushLink(LinkNetwork network, Hub hub, LiveStream stream, Endpoint target) {
        super(network, new LinkInfo(LinkInfo.Direction.PUSH, stream.key(), target), stream);
        this.hub = hub;
        this.passed = RelayPath.NONE;
    }

    @Override
    void request(ClientSession session, StreamName name) {
        session.publish(name);
    }

    @Override
    void withdraw(ClientSession session) {
        session.unpublish();
    }

    /** The newest publisher's path, also while there is none. */
    @Override
    RelayPath passed() {
        PublisherInfo publisher = stream().publisher();
        if (publisher != null) {
            passed = new RelayPath(publisher.path());
        }
        return passed;
    }

    @Override
    boolean needed() {
        return true;
    }

    @Override
    void event(ClientEvent event, LinkConnection from) {
        if (event instanceof ClientEvent.PublishStarted started) {
            works();
            output = ChannelOutput.straight(from.channel(), this::drained);
            Peer peer = from.node() == null ? Peer.PUSH_TARGET : Peer.PUSHED_NODE;
            viewer = hub.play(
                    stream(),
                    new RtmpFormat(started.messageStreamId(), peer, TrackSelection.ALL),
                    loop(),
                    this,
                    new ViewerInfo(
                            UUID.randomUUID().toString(),
                            ViewerInfo.Kind.PUSH,
                            info().remote().toString(),
                            Instant.now()));
        } else if (event instanceof ClientEvent.PublishRejected rejected) {
            fail(reason(rejected.code(), rejected.description()));
        } else {
            from.discard(event);
        }
    }

    @Override
    void disconnected() {
        Viewer left = viewer;
        viewer = null;
        output = null;
        if (left != null) {
            left.leave();
        }
    }

    private void drained() {
        Viewer reading = viewer;
        if (reading != null) {
            reading.writable();
        }
    }

    /** A viewer is told by {@link #ended} or {@link #refused} when the last byte was written. */
    @Override
    void streamEnded() {
        if (viewer == null) {
            stop();
        }
    }

    @Override
    public void started(TrackSelection carried) {}

    @Override
    public boolean isWritable() {
        return output != null && output.isWritable();
    }

    @Override
    public long pendingBytes() {
        return output == null ? 0 : output.pendingBytes();
    }

    /** One that fails ends the connection at once, in the middle of a round of delivery. */
    @Override
    public boolean send(ByteBuf bytes, int index, int length) {
        return output != null && output.send(bytes, index, length);
    }

    @Override
    public boolean send(ByteBuf first, int index, int length, ByteBuf second, int secondLength) {
        return output != null && output.send(first, index, length, second, secondLength);
    }

    @Override
    public void ended() {
        stop();
    }

    @Override
    public void stalled() {
        fail("it takes no data");
    }

    @Override
    public void shed() {
        fail("memory is short, and it lags");
    }

    @Override
    public void failed(Throwable defect) {
        LOG.error("{} ends", info(), defect);
        fail("a defect of ours");
    }

    @Override
    public void refused() {
        stop();
    }
}
