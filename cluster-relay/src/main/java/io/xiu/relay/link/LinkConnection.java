package io.xiu.relay.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.xiu.relay.Loop;
import io.xiu.rtmp.netty.RtmpClientHandler;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link Link}, and its signs of life. Confined to the link's event loop. */
final class LinkConnection implements RtmpClientHandler.Listener {
    private final Link link;
    private final ClientSession session;
    private final LinkSettings settings;
    private final Loop loop;
    private final RtmpClientHandler handler;
    private @Nullable Channel channel;
    private @Nullable NodeId node;
    private Loop.@Nullable Timer ping;
    private long heardNanos;
    private boolean closed;

    LinkConnection(Link link, ClientSession session, LinkSettings settings, Loop loop) {
        this.link = link;
        this.session = session;
        this.settings = settings;
        this.loop = loop;
        this.handler = new RtmpClientHandler(session, this, settings.deadlines());
    }

    RtmpClientHandler handler() {
        return handler;
    }

    ClientSession session() {
        return session;
    }

    /** The id of the server, if it is a node of our kind and has said so. */
    @Nullable
    NodeId node() {
        return node;
    }

    /**
     * The channel.
     *
     * @throws IllegalStateException if there is none yet
     */
    Channel channel() {
        return handler.channel();
    }

    /** Watches a connection being made. */
    void open(ChannelFuture connecting) {
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                link.over(this, text(done.cause()));
            }
        });
    }

    /** Says what the session has to say, and closes. */
    void close() {
        closed = true;
        stopPinging();
        Channel opened = channel;
        if (opened == null) {
            session.release();
        } else if (opened.isActive()) {
            handler.closeAfterFlush();
        } else {
            opened.close();
        }
    }

    @Override
    public void event(ClientEvent event, RtmpClientHandler connection) {
        if (event instanceof ClientEvent.Connected connected) {
            node = NodeId.read(connected.properties());
            if (node != null && !closed) {
                watch();
            }
        }
        link.received(event, this);
    }

    void discard(ClientEvent event) {
        if (event instanceof ClientEvent.MediaReceived media) {
            media.message().body().release();
        }
    }

    @Override
    public void bytesReceived(int bytes) {
        heardNanos = loop.nanoTime();
        if (!closed) {
            link.bytesReceived();
        }
    }

    @Override
    public void failed(Throwable cause) {
        closed = true;
        link.over(this, text(cause));
    }

    @Override
    public void closed() {
        closed = true;
        stopPinging();
        link.over(this, "the connection was closed");
    }

    private void watch() {
        long left = settings.silence().toNanos() - (loop.nanoTime() - heardNanos);
        if (left <= 0) {
            link.over(this, "no sign of life");
            channel().close();
            return;
        }
        session.ping((int) Duration.ofNanos(loop.nanoTime()).toMillis());
        handler.flushSession();
        ping = loop.schedule(this::watch, Math.min(left, settings.pingInterval().toNanos()));
    }

    private void stopPinging() {
        if (ping != null) {
            ping.cancel();
            ping = null;
        }
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
