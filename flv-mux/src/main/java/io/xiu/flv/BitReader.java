package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;

/** Reads bits, the highest of a byte first. */
final class BitReader {
    private static final int MAX_LEADING_ZEROS = 31;

    private final ByteBuf in;
    private final int start;
    private final long endBit;
    private long bit;

    /** Reads the readable bytes; the indexes of the buffer stay as they are. */
    BitReader(ByteBuf in) {
        this.in = in;
        this.start = in.readerIndex();
        this.endBit = 8L * in.readableBytes();
    }

    long remainingBits() {
        return endBit - bit;
    }

    boolean flag() throws FlvException {
        return bits(1) != 0;
    }

    /** Reads 0 to 32 bits; 32 give a negative number if the first is set. */
    int bits(int count) throws FlvException {
        if (count > endBit - bit) {
            throw new FlvException(Reason.CONFIGURATION, "a codec configuration cut off");
        }
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            int next = in.getByte(start + (int) (bit >> 3)) >> (7 - (int) (bit & 7));
            value = (value << 1) | (next & 1);
        }
        return value;
    }

    void skip(int count) throws FlvException {
        if (count > endBit - bit) {
            throw new FlvException(Reason.CONFIGURATION, "a codec configuration cut off");
        }
        bit += count;
    }

    /** Reads an Exp-Golomb coded number (ISO/IEC 14496-10, 9.1), 0 to 2^32 - 2. */
    long unsignedGolomb() throws FlvException {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > MAX_LEADING_ZEROS) {
                throw new FlvException(Reason.CONFIGURATION, "a number of more than 32 bits");
            }
        }
        return (1L << zeros) - 1 + Integer.toUnsignedLong(bits(zeros));
    }

    /** Reads an Exp-Golomb coded number and checks it against the greatest it may be. */
    int unsignedGolomb(int greatest) throws FlvException {
        long value = unsignedGolomb();
        if (value > greatest) {
            throw new FlvException(Reason.CONFIGURATION, value + " where at most " + greatest + " is allowed");
        }
        return (int) value;
    }

    /** Reads a signed Exp-Golomb coded number: 0, 1, -1, 2, -2 and so on. */
    long signedGolomb() throws FlvException {
        long value = unsignedGolomb();
        return (value & 1) != 0 ? (value + 1) / 2 : -(value / 2);
    }
}
