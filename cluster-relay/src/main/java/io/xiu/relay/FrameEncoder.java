package io.xiu.relay;

import io.netty.buffer.ByteBuf;

/**
 * Turns frames into bytes. Each frame is given to {@link #encodedBytes} and, unless that is 0, then to the other two, in
 * the order of the frames. Bodies are only borrowed.
 */
public interface FrameEncoder {
    /** Most bytes that {@link #encode} appends for this frame; 0 if there are none. */
    int encodedBytes(MediaFrame frame);

    /** Whether a viewer can start with the bytes of this frame, given the headers in force. */
    boolean startsViewers(MediaFrame frame);

    /** Appends the frame, stamped with the low 32 bits of {@code timestampMillis}. */
    void encode(MediaFrame frame, long timestampMillis, ByteBuf out);

    /** Most bytes that {@link #encodeEnd} appends; asked once, when no frame follows. */
    default int endBytes() {
        return 0;
    }

    /** Appends what was held back for frames that don't come any more; called if {@link #endBytes} isn't 0. */
    default void encodeEnd(ByteBuf out) {}

    /** Learns of a header that was in force before the first frame; it leaves no bytes. */
    default void header(MediaFrame header) {}

    /** Whether nothing of what the stream has, as far as it has been seen, can be encoded. */
    default boolean carriesNothing() {
        return false;
    }
}
