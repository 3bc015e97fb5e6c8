package io.xiu.rtmp.netty;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;

/**
 * The client's side of one connection; last in its pipeline, behind TLS if there is any. It opens the dialogue when the
 * channel becomes active.
 *
 * <p>Everything happens on the channel's event loop, as with {@link RtmpServerHandler}.
 */
public final class RtmpClientHandler extends SessionHandler<ClientEvent> {
    private final ClientSession session;
    private final Listener listener;

    /** What the owner of a connection gets to know. */
    public interface Listener extends ConnectionListener {
        /** What the server did; the owner of its buffers is the listener. */
        void event(ClientEvent event, RtmpClientHandler connection);
    }

    /** Makes a handler with the usual deadlines. */
    public RtmpClientHandler(ClientSession session, Listener listener) {
        this(session, listener, Deadlines.DEFAULT);
    }

    /** Makes a handler. */
    public RtmpClientHandler(ClientSession session, Listener listener, Deadlines deadlines) {
        super(session, listener, deadlines);
        this.session = session;
        this.listener = listener;
    }

    /** The dialogue, for commands to the server. */
    public ClientSession session() {
        return session;
    }

    @Override
    void deliver(ClientEvent event) {
        listener.event(event, this);
    }

    @Override
    ByteBuf opening() {
        return session.start();
    }
}
