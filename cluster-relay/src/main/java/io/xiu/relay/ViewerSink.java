package io.xiu.relay;

import io.netty.buffer.ByteBuf;

/**
 * Where a viewer's bytes go: a connection, seen from the live stream. Every method is called on the viewer's loop.
 */
public interface ViewerSink {
    /** The stream is there; bytes come next. Called once, before anything else but {@link #refused}. */
    void started(TrackSelection carried);

    /** Whether {@link #write} may be called: the connection took most of what it was given. */
    boolean isWritable();

    /** Bytes written and not yet taken by the operating system. */
    long pendingBytes();

    /** Queues whole messages of the viewer's wire format, or pieces of them in order. Takes ownership. */
    void write(ByteBuf bytes);

    /** Hands what was queued to the operating system. */
    void flush();

    /** The live stream has ended; all its bytes were written before. */
    void ended();

    /** The connection took no byte for longer than the stall limit and should be closed at once. */
    void stalled();

    /** The stream isn't there and did not come in time, so nothing was and nothing will be written. */
    void refused();
}
