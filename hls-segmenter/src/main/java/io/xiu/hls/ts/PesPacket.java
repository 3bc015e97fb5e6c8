package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;

/**
 * A PES packet.
 *
 * @param pts90k 33 bits; {@link #NO_TIME} if there is none
 * @param dts90k the same; the PTS where there is no DTS
 * @param randomAccess the random access indicator of the TS packet that it begins in
 * @param payload on the heap, and nobody else's
 */
record PesPacket(long pts90k, long dts90k, boolean randomAccess, ByteBuf payload) {
    static final long NO_TIME = -1;
}
