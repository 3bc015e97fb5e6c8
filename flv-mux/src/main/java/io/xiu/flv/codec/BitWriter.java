package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;

/** Writes bits, the highest of a byte first. A byte goes out when it's full. */
final class BitWriter {
    private final ByteBuf out;
    private int pending;
    private int pendingBits;

    BitWriter(ByteBuf out) {
        this.out = out;
    }

    /** Writes the lowest 0 to 32 bits of a number. */
    BitWriter bits(int count, int value) {
        for (int i = count - 1; i >= 0; i--) {
            pending = (pending << 1) | ((value >>> i) & 1);
            if (++pendingBits == 8) {
                out.writeByte(pending);
                pendingBits = 0;
            }
        }
        return this;
    }

    BitWriter flag(boolean value) {
        return bits(1, value ? 1 : 0);
    }

    /** Fills the byte that was begun with zeros. */
    BitWriter align() {
        return bits((8 - pendingBits) & 7, 0);
    }
}
