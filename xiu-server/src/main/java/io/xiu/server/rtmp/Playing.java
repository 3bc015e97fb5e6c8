package io.xiu.server.rtmp;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.RtmpFormat;
import io.xiu.relay.StreamKey;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.Viewer;
import io.xiu.relay.ViewerInfo;
import io.xiu.relay.ViewerSink;
import io.xiu.relay.link.ChannelOutput;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.netty.RtmpServerHandler;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message stream that plays. Confined to the channel's event loop. */
final class Playing implements RtmpConnection.Role, ViewerSink {
    static final String NOT_FOUND = "NetStream.Play.StreamNotFound";
    static final String FAILED = "NetStream.Play.Failed";

    private static final Logger LOG = LoggerFactory.getLogger(Playing.class);

    private final RtmpConnection connection;
    private final RtmpServerHandler handler;
    private final int messageStreamId;
    private final ChannelOutput output;
    private TrackSelection tracks;
    private @Nullable Viewer viewer;
    private boolean started;
    private boolean paused;
    private boolean switched;
    private boolean ended;

    Playing(RtmpConnection connection, RtmpServerHandler handler, int messageStreamId, TrackSelection tracks) {
        this.connection = connection;
        this.handler = handler;
        this.messageStreamId = messageStreamId;
        this.tracks = tracks;
        this.output = ChannelOutput.straight(connection.channel(), this::drained);
    }

    void begin(StreamKey key) {
        ViewerInfo.Kind kind = connection.isNode() ? ViewerInfo.Kind.PULL : ViewerInfo.Kind.RTMP;
        ViewerInfo info = new ViewerInfo(connection.service().ids().next(), kind, connection.remote(), Instant.now());
        viewer = connection.service().hub().play(key, format(), connection.loop(), this, info, connection.path());
    }

    private RtmpFormat format() {
        return new RtmpFormat(
                messageStreamId, connection.isNode() ? RtmpFormat.Peer.PULLING_NODE : RtmpFormat.Peer.PLAYER, tracks);
    }

    TrackSelection tracks() {
        return tracks;
    }

    void pause(boolean pause) {
        Viewer of = viewer;
        if (of == null || !started) {
            return;
        }
        handler.session().confirmPause(messageStreamId, pause);
        handler.flushSession();
        if (pause != paused) {
            paused = pause;
            if (pause) {
                switched = false;
                of.pause();
            } else if (switched) {
                of.switchTo(format());
            } else {
                of.resume();
            }
        }
    }

    void select(MediaKind kind, boolean receive) {
        TrackSelection wanted = tracks.with(kind, receive);
        Viewer of = viewer;
        if (wanted.equals(tracks)) {
            return;
        }
        tracks = wanted;
        if (paused) {
            switched = true;
        } else if (of != null) {
            of.switchTo(format());
        }
    }

    @Override
    public void started(TrackSelection carried) {
        if (handler.session().isPlayPending(messageStreamId)) {
            started = true;
            Viewer of = viewer;
            LOG.info(
                    "play {} from {} ({})",
                    of == null ? "" : of.stream().key(),
                    connection.remote(),
                    connection.client());
            handler.session().acceptPlay(messageStreamId);
            handler.flushSession();
        }
    }

    @Override
    public boolean isWritable() {
        return output.isWritable();
    }

    @Override
    public long pendingBytes() {
        return output.pendingBytes();
    }

    @Override
    public boolean send(ByteBuf bytes, int index, int length) {
        return output.send(bytes, index, length);
    }

    @Override
    public boolean send(ByteBuf first, int index, int length, ByteBuf second, int secondLength) {
        return output.send(first, index, length, second, secondLength);
    }

    private void drained() {
        Viewer of = viewer;
        if (of != null) {
            of.writable();
        }
    }

    @Override
    public void ended() {
        if (!ended && started) {
            handler.session().endPlay(messageStreamId);
            handler.closeAfterFlush();
        }
    }

    @Override
    public void stalled() {
        LOG.info("closed {}: it took no byte for too long", connection.remote());
        connection.channel().close();
    }

    @Override
    public void shed() {
        LOG.info("closed {}: memory is short, and it lags", connection.remote());
        connection.channel().close();
    }

    @Override
    public void failed(Throwable defect) {
        LOG.error("closed {}", connection.remote(), defect);
        connection.channel().close();
    }

    @Override
    public void refused() {
        if (!ended && handler.session().isPlayPending(messageStreamId)) {
            LOG.info("refused {}: the stream it wants to play isn't here", connection.remote());
            handler.session().rejectPlay(messageStreamId, NOT_FOUND, "no such stream");
            handler.closeAfterFlush();
        }
    }

    @Override
    public void heard(int bytes) {}

    @Override
    public boolean isUsed() {
        return viewer != null;
    }

    @Override
    public void end() {
        Viewer of = viewer;
        if (ended || of == null) {
            return;
        }
        ended = true;
        of.leave();
        if (started) {
            LOG.info(
                    "stop {} for {} after {} bytes, {} jumps",
                    of.stream().key(),
                    connection.remote(),
                    of.statistics().bytes(),
                    of.statistics().jumps());
        }
    }
}
