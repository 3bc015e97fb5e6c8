package io.xiu.rtmp.session;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.RtmpException;
import org.jspecify.annotations.Nullable;

/**
 * One peer's dialogue over one connection: bytes in, events out; commands in, bytes out.
 *
 * <pre>{@code
 * session.tick(nanoTime);
 * for (E event; (event = session.read(in)) != null; ) {
 *     react(event); // may call the session's commands
 * }
 * if (session.hasOutput()) {
 *     send(session.takeOutput());
 * }
 * }</pre>
 *
 * <p>Not for use by several threads at a time.
 *
 * @param <E> the type of its events
 */
public sealed interface Session<E> permits ServerSession, ClientSession {
    /**
     * Reads up to the next event. Call again with the same buffer until it gives null; bytes left in it then belong in
     * front of the next ones.
     *
     * @return the event, or null if more bytes or a decision are needed
     * @throws RtmpException if the peer broke the protocol; what is to be told it is in the output, and the session
     *     ignores all further input
     */
    @Nullable
    E read(ByteBuf in) throws RtmpException;

    /** Whether input stands still until the owner decides on a request; then {@link #read} takes no bytes. */
    boolean isWaiting();

    /** Whether there are bytes to send. */
    boolean hasOutput();

    /** The bytes to send, in order and in one buffer, which the caller owns; an empty one if there are none. */
    ByteBuf takeOutput();

    /** Whole-chunk size of what the owner itself writes between the session's output, in bytes. */
    int outgoingChunkSize();

    /** How far the dialogue has come. */
    Stage stage();

    /**
     * Tells the session the time, which refills the peer's command budget (50 a second).
     *
     * @param nanoTime from any clock that never goes back
     */
    void tick(long nanoTime);

    /** Asks the peer for a sign of life. */
    void ping(int timestamp);

    /** Gives back all buffers. The session must not be used afterwards. */
    void release();
}
