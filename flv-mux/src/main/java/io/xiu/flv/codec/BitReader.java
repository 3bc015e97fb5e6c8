package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;

/** Reads bits, the highest of a byte first. */
final class BitReader {
    private static final int MAX_LEADING_ZEROS = 31;
    private static final int MAX_RECORD_BYTES = 64 * 1024;

    private final ByteBuf in;
    private final String what;
    private final int start;
    private final long endBit;
    private long bit;

    /**
     * Reads the readable bytes; the indexes of the buffer stay as they are.
     *
     * @param what is read, for the message of a refusal
     */
    BitReader(ByteBuf in, String what) {
        this.in = in;
        this.what = what;
        this.start = in.readerIndex();
        this.endBit = 8L * in.readableBytes();
    }

    /**
     * Reads a decoder configuration record, which may have 64 KiB: what is made of it takes some times its length.
     *
     * @throws FlvException CONFIGURATION if it's longer
     */
    static BitReader ofRecord(ByteBuf record, String what) throws FlvException {
        BitReader in = new BitReader(record, what);
        if (record.readableBytes() > MAX_RECORD_BYTES) {
            throw in.bad(record.readableBytes() + " bytes, at most " + MAX_RECORD_BYTES);
        }
        return in;
    }

    long remainingBits() {
        return endBit - bit;
    }

    boolean flag() throws FlvException {
        return bits(1) != 0;
    }

    /** Reads a flag, and the one behind it which is only there if this is set; false if it isn't. */
    boolean flagAfterFlag() throws FlvException {
        if (!flag()) {
            return false;
        }
        return flag();
    }

    /** Reads a flag, and the one in its place which is only there if this isn't set; whether one of them is. */
    boolean flagOrFlag() throws FlvException {
        if (flag()) {
            return true;
        }
        return flag();
    }

    /** Reads 0 to 32 bits; 32 give a negative number if the first is set. */
    int bits(int count) throws FlvException {
        need(count);
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            int next = in.getByte(start + (int) (bit >> 3)) >> (7 - (int) (bit & 7));
            value = (value << 1) | (next & 1);
        }
        return value;
    }

    /** Reads 33 to 63 bits. */
    long longBits(int count) throws FlvException {
        long high = Integer.toUnsignedLong(bits(count - 32));
        return high << 32 | Integer.toUnsignedLong(bits(32));
    }

    /** Reads bytes, at whatever bit they begin. */
    Octets bytes(int count) throws FlvException {
        need(8L * count);
        if ((bit & 7) == 0) {
            Octets whole = Octets.of(in.slice(start + (int) (bit >> 3), count));
            bit += 8L * count;
            return whole;
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) bits(8);
        }
        return Octets.of(bytes);
    }

    void skip(long count) throws FlvException {
        need(count);
        bit += count;
    }

    /** Goes to the beginning of the next byte, if this isn't one. */
    void align() {
        bit = (bit + 7) & ~7L;
    }

    private void need(long count) throws FlvException {
        if (count > endBit - bit) {
            throw bad("cut off after " + in.readableBytes() + " bytes");
        }
    }

    /** Reads an Exp-Golomb coded number (ISO/IEC 14496-10, 9.1), 0 to 2^32 - 2. */
    long unsignedGolomb() throws FlvException {
        int zeros = leadingZeros();
        return (1L << zeros) - 1 + Integer.toUnsignedLong(bits(zeros));
    }

    /** Counts zeros up to a one, which is passed over. */
    private int leadingZeros() throws FlvException {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > MAX_LEADING_ZEROS) {
                throw bad("a number of more than 32 bits");
            }
        }
        return zeros;
    }

    /** Reads an Exp-Golomb coded number and checks it against the greatest it may be. */
    int unsignedGolomb(int greatest) throws FlvException {
        long value = unsignedGolomb();
        if (value > greatest) {
            throw bad(value + " where at most " + greatest + " is allowed");
        }
        return (int) value;
    }

    /** Reads Exp-Golomb coded numbers of no interest. */
    void skipGolomb(int count) throws FlvException {
        for (int i = 0; i < count; i++) {
            unsignedGolomb();
        }
    }

    /** Reads a signed Exp-Golomb coded number: 0, 1, -1, 2, -2 and so on. */
    long signedGolomb() throws FlvException {
        long value = unsignedGolomb();
        return (value & 1) != 0 ? (value + 1) / 2 : -(value / 2);
    }

    FlvException bad(String message) {
        return new FlvException(Reason.CONFIGURATION, what + ": " + message);
    }
}
