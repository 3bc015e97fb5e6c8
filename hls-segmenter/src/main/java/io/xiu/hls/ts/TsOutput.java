package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;

/** Where TS packets go. */
@FunctionalInterface
public interface TsOutput {
    /** Bytes of one TS packet. */
    int PACKET_BYTES = 188;

    /** Gives a buffer with at least 188 writable bytes; the muxer appends one packet and asks again for the next. */
    ByteBuf forPacket();

    /** An output that appends to one growing buffer, which stays the caller's. */
    static TsOutput to(ByteBuf buffer) {
        return () -> buffer.ensureWritable(PACKET_BYTES);
    }
}
