package io.xiu.server.rtmp;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.ScriptData;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RtmpFormat;
import io.xiu.relay.StreamKey;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.netty.RtmpServerHandler;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message stream that publishes. Confined to the channel's event loop. */
final class Publishing implements RtmpConnection.Role, PublisherListener {
    static final String BAD_NAME = "NetStream.Publish.BadName";
    static final String DENIED = "NetStream.Publish.Denied";

    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

    private final RtmpConnection connection;
    private final RtmpServerHandler handler;
    private final int messageStreamId;
    private final StreamKey key;
    private final ReadPace pace;
    private @Nullable Publication publication;
    private boolean ended;

    Publishing(RtmpConnection connection, RtmpServerHandler handler, int messageStreamId, StreamKey key) {
        this.connection = connection;
        this.handler = handler;
        this.messageStreamId = messageStreamId;
        this.key = key;
        this.pace = new ReadPace(connection.channel());
    }

    void begin() {
        PublisherInfo info = new PublisherInfo(
                connection.service().ids().next(), connection.remote(), Instant.now(), false, connection.path());
        connection.service().hub().publish(key, info, connection.loop(), this);
    }

    @Override
    public void accepted(Publication accepted) {
        if (ended) {
            accepted.end();
            return;
        }
        publication = accepted;
        LOG.info("publish {} from {} ({})", key, connection.remote(), connection.client());
        handler.session().acceptPublish(messageStreamId);
        handler.flushSession();
    }

    @Override
    public void watched(boolean anybody) {
        if (!ended) {
            pace.watched(anybody);
        }
    }

    @Override
    public void refused() {
        if (!ended) {
            LOG.info("refused {}: {} has a publisher", connection.remote(), key);
            handler.session().rejectPublish(messageStreamId, BAD_NAME, "the stream has a publisher");
            handler.closeAfterFlush();
        }
    }

    @Override
    public void dropped(Reason reason) {
        if (!ended) {
            LOG.info("dropped the publisher of {} from {}: {}", key, connection.remote(), text(reason));
            connection.channel().close();
        }
    }

    private static String text(Reason reason) {
        return switch (reason) {
            case TAKEN_OVER -> "it was silent while another one came";
            case SILENT -> "no byte for too long";
            case ENDED -> "the stream was ended here";
        };
    }

    void media(MediaMessage message) {
        Publication to = publication;
        ByteBuf body = message.body();
        if (to == null) {
            body.release();
        } else if (isDiscontinuity(message)) {
            body.release();
            to.discontinuity();
        } else {
            to.publish(message.kind(), message.timestampMillis(), body);
        }
    }

    private boolean isDiscontinuity(MediaMessage message) {
        return message.kind() == MediaKind.DATA
                && connection.isNode()
                && RtmpFormat.DISCONTINUITY.equals(ScriptData.name(message.body()));
    }

    @Override
    public void heard(int bytes) {
        pace.received(bytes);
        Publication to = publication;
        if (to != null) {
            to.heard();
        }
    }

    @Override
    public boolean isUsed() {
        return true;
    }

    @Override
    public void end() {
        if (ended) {
            return;
        }
        ended = true;
        pace.end();
        Publication of = publication;
        if (of != null) {
            LOG.info("unpublish {} from {}", key, connection.remote());
            of.end();
        }
    }
}
