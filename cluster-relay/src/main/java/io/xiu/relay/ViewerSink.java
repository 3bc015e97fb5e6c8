package io.xiu.relay;

import io.netty.buffer.ByteBuf;

/**
 * Where a viewer's bytes go: a connection, seen from the live stream. Every method is called on the viewer's loop.
 *
 * <p>{@link Viewer#writable} tells the live stream that a connection that had bytes waiting has none any more.
 */
public interface ViewerSink {
    /** The stream is there; bytes come next. Called once, before anything else but {@link #refused}. */
    void started(TrackSelection carried);

    /** Whether the connection is open and nothing waits in it. */
    boolean isWritable();

    /** Bytes that wait in the connection: given to it, and not yet taken by the operating system. */
    long pendingBytes();

    /**
     * Sends whole messages of the viewer's wire format; what the operating system doesn't take at once waits in the
     * connection. The buffer is borrowed, its indices stay: whoever lets bytes wait retains it.
     *
     * @return whether nothing waits, so that more may be sent
     */
    boolean send(ByteBuf bytes, int index, int length);

    /**
     * Sends two spans, the second from the beginning of its buffer, as {@link #send(ByteBuf, int, int)} does one after
     * the other. A connection that can gather them takes both with one system call.
     *
     * @return whether nothing waits, so that more may be sent
     */
    default boolean send(ByteBuf first, int index, int length, ByteBuf second, int secondLength) {
        send(first, index, length);
        return send(second, 0, secondLength);
    }

    /** The live stream has ended; all its bytes were sent before. */
    void ended();

    /** The connection took no byte for longer than the stall limit and should be closed at once. */
    void stalled();

    /** The viewer has left to save memory; the connection should be closed at once. */
    void shed();

    /** Delivery met a defect; the viewer has left, and the connection should be closed at once. */
    void failed(Throwable defect);

    /** The stream isn't there and did not come in time, so nothing was and nothing will be sent. */
    void refused();
}
