package io.xiu.relay.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.xiu.amf.AmfObject;
import io.xiu.flv.ScriptData;
import io.xiu.relay.Loop;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RtmpFormat;
import io.xiu.relay.StreamKey;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.Viewer;
import io.xiu.relay.ViewerInfo;
import io.xiu.relay.ViewerSink;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.session.ServerEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a server does with one connection, as far as relays need it. */
final class TestConnection implements RtmpServerHandler.Listener {
    private final TestNode node;
    private final Channel channel;
    private final Loop loop;
    private RelayPath path = RelayPath.NONE;
    private String app = "";
    private @Nullable Publication publication;
    private @Nullable Viewer viewer;

    TestConnection(TestNode node, Channel channel) {
        this.node = node;
        this.channel = channel;
        this.loop = node.loops.of(channel.eventLoop());
    }

    @Override
    public void event(ServerEvent event, RtmpServerHandler connection) {
        if (event instanceof ServerEvent.ConnectRequested requested) {
            app = requested.request().app();
            path = RelayPath.read(requested.request().properties());
            if (path.contains(node.id)) {
                node.loopsFound.incrementAndGet();
                connection.session().rejectConnect(RelayPath.LOOP);
                connection.closeAfterFlush();
            } else {
                connection.session().acceptConnect(node.stranger ? AmfObject.EMPTY : node.id.property());
            }
        } else if (event instanceof ServerEvent.PublishRequested requested) {
            publish(requested, connection);
        } else if (event instanceof ServerEvent.PlayRequested requested) {
            play(requested, connection);
        } else if (event instanceof ServerEvent.MediaReceived media) {
            receive(media.message());
        } else if (event instanceof ServerEvent.StreamClosed) {
            leave();
        }
    }

    @Override
    public void bytesReceived(int bytes) {
        if (publication != null) {
            publication.heard();
        }
    }

    @Override
    public void closed() {
        leave();
    }

    private void drained() {
        if (viewer != null) {
            viewer.writable();
        }
    }

    private void leave() {
        if (publication != null) {
            publication.end();
        }
        if (viewer != null) {
            viewer.leave();
        }
    }

    private void receive(MediaMessage message) {
        if (publication == null) {
            message.body().release();
        } else if (ScriptData.name(message.body()).equals(RtmpFormat.DISCONTINUITY)) {
            message.body().release();
            publication.discontinuity();
        } else {
            publication.publish(message.kind(), message.timestampMillis(), message.body());
        }
    }

    private void publish(ServerEvent.PublishRequested requested, RtmpServerHandler connection) {
        int id = requested.messageStreamId();
        if (node.publishesToRefuse.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            connection.session().rejectPublish(id, "NetStream.Publish.BadName", "in use");
            return;
        }
        StreamKey key = new StreamKey(app, requested.name().name());
        PublisherInfo who = new PublisherInfo("p", "test", Instant.EPOCH, false, path.ids());
        node.hub.publish(key, who, loop, new PublisherListener() {
            @Override
            public void accepted(Publication accepted) {
                publication = accepted;
                connection.session().acceptPublish(id);
                connection.flushSession();
            }

            @Override
            public void refused() {
                connection.session().rejectPublish(id, "NetStream.Publish.BadName", "in use");
                connection.closeAfterFlush();
            }

            @Override
            public void dropped(Reason reason) {
                channel.close();
            }
        });
    }

    private void play(ServerEvent.PlayRequested requested, RtmpServerHandler connection) {
        int id = requested.messageStreamId();
        RtmpFormat.Peer peer = path.ids().isEmpty() ? RtmpFormat.Peer.PLAYER : RtmpFormat.Peer.PULLING_NODE;
        ChannelOutput output = ChannelOutput.straight(channel, this::drained);
        viewer = node.hub.play(
                new StreamKey(app, requested.name().name()),
                new RtmpFormat(id, peer, TrackSelection.ALL),
                loop,
                new ViewerSink() {
                    @Override
                    public void started(TrackSelection carried) {
                        connection.session().acceptPlay(id);
                        connection.flushSession();
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
                    public void ended() {
                        connection.session().endPlay(id);
                        connection.closeAfterFlush();
                    }

                    @Override
                    public void stalled() {
                        channel.close();
                    }

                    @Override
                    public void shed() {}

                    @Override
                    public void failed(Throwable defect) {
                        channel.close();
                    }

                    @Override
                    public void refused() {
                        connection.session().rejectPlay(id, "NetStream.Play.StreamNotFound", "no such stream");
                        connection.closeAfterFlush();
                    }
                },
                new ViewerInfo("v", ViewerInfo.Kind.RTMP, "test", Instant.EPOCH),
                path.ids());
    }
}
