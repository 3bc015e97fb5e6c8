package io.xiu.rtmp.netty;

import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;

/**
 * The server's side of one connection; last in its pipeline, behind TLS if there is any.
 *
 * <pre>{@code
 * ServerSession session = new ServerSession(ServerSettings.DEFAULT, new SecureRandom());
 * channel.pipeline().addLast(new RtmpServerHandler(session, listener));
 * }</pre>
 *
 * <p>Everything happens on the channel's event loop. What the session says in answer to a batch of input is sent when
 * the batch has been read; call {@link #flushSession} to send it earlier, for instance between acceptPlay and the first
 * media. A peer that breaks the protocol or misses a deadline is told so, as far as the protocol can, and closed.
 */
public final class RtmpServerHandler extends SessionHandler<ServerEvent> {
    private final ServerSession session;
    private final Listener listener;

    /** What the owner of a connection gets to know. */
    public interface Listener extends ConnectionListener {
        /** What the client did; the owner of its buffers is the listener. */
        void event(ServerEvent event, RtmpServerHandler connection);
    }

    /** Makes a handler with the usual deadlines. */
    public RtmpServerHandler(ServerSession session, Listener listener) {
        this(session, listener, Deadlines.DEFAULT);
    }

    /** Makes a handler. */
    public RtmpServerHandler(ServerSession session, Listener listener, Deadlines deadlines) {
        super(session, listener, deadlines);
        this.session = session;
        this.listener = listener;
    }

    /** The dialogue, for commands to the client. */
    public ServerSession session() {
        return session;
    }

    @Override
    void deliver(ServerEvent event) {
        listener.event(event, this);
    }
}
