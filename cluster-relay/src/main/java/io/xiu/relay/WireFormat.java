package io.xiu.relay;

import io.netty.buffer.ByteBuf;

/**
 * How frames become bytes for a group of viewers that all get the same bytes. A value: viewers of equal formats share
 * one {@link WireLog}.
 */
public sealed interface WireFormat permits RtmpFormat, FlvFormat {
    /** Most bytes that {@link #encode} appends for this frame; 0 if this format leaves the frame out. */
    int encodedBytes(MediaFrame frame);

    /** Appends the frame, stamped with the low 32 bits of {@code timestampMillis}; the frame's body is only borrowed. */
    void encode(MediaFrame frame, long timestampMillis, ByteBuf out);

    /** Which kinds of media this format carries. */
    TrackSelection tracks();

    /** Whether a viewer is told which tracks the stream carries before its first byte, so that it has to wait for that. */
    boolean announcesTracks();
}
