package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;

/** Finds the TS packets in a byte stream. */
final class PacketFramer {
    /*
     * In step, a TS packet follows the one before. Out of step, one byte more is looked at: it has to be the sync byte of
     * the next TS packet.
     */
    private final byte[] bytes = new byte[TsPacket.BYTES + 1];
    private int filled;
    private boolean outOfStep;
    private boolean stepLost;

    /** Puts the next TS packet together; false when there are too few bytes. Call {@link #taken} before the next. */
    boolean fill(ByteBuf in) {
        while (true) {
            int wanted = outOfStep ? TsPacket.BYTES + 1 : TsPacket.BYTES;
            int count = Math.min(wanted - filled, in.readableBytes());
            in.readBytes(bytes, filled, count);
            filled += count;
            if (filled == 0 || isInStep()) {
                return filled == wanted;
            }
            dropUpToSyncByte();
            stepLost |= !outOfStep;
            outOfStep = true;
        }
    }

    /** The TS packet, and perhaps a byte of the next. */
    byte[] bytes() {
        return bytes;
    }

    /** Makes room for the next TS packet. */
    void taken() {
        filled = outOfStep ? 1 : 0;
        bytes[0] = TsPacket.SYNC;
        outOfStep = false;
    }

    /** Whether bytes were passed over since this was asked last. */
    boolean takeStepLost() {
        boolean lost = stepLost;
        stepLost = false;
        return lost;
    }

    /** Drops a TS packet that isn't all there; false if there is none. */
    boolean drop() {
        boolean dropped = filled > 0;
        filled = 0;
        outOfStep = false;
        return dropped;
    }

    private boolean isInStep() {
        return bytes[0] == TsPacket.SYNC && (filled <= TsPacket.BYTES || bytes[TsPacket.BYTES] == TsPacket.SYNC);
    }

    private void dropUpToSyncByte() {
        int at = 1;
        while (at < filled && bytes[at] != TsPacket.SYNC) {
            at++;
        }
        System.arraycopy(bytes, at, bytes, 0, filled - at);
        filled -= at;
    }
}
