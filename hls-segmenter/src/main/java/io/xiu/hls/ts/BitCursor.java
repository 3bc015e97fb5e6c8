package io.xiu.hls.ts;

import java.util.Arrays;

/** Bits from the top of each byte; past the end they are 0, and {@link #isOverrun} says so. */
final class BitCursor {
    private static final int MAX_GOLOMB_ZEROS = 24;

    private final byte[] bytes;
    private int at;

    BitCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes of a NAL unit behind its header, without the 3 that keep start codes from appearing inside. */
    static BitCursor ofNalUnit(byte[] nalUnit, int headerBytes) {
        byte[] payload = new byte[nalUnit.length];
        int size = 0;
        int zeros = 0;
        for (int i = headerBytes; i < nalUnit.length; i++) {
            if (zeros >= 2 && nalUnit[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = nalUnit[i] == 0 ? zeros + 1 : 0;
            payload[size++] = nalUnit[i];
        }
        return new BitCursor(Arrays.copyOf(payload, size));
    }

    /** Up to 32 bits. */
    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            int bit = at >> 3 < bytes.length ? bytes[at >> 3] >> (7 - (at & 7)) & 1 : 0;
            value = value << 1 | bit;
        }
        return value;
    }

    boolean flag() {
        return bits(1) != 0;
    }

    void skip(int count) {
        at += count;
    }

    /** ue(v) (ITU-T H.264, 9.1); 0 past the end. */
    int golomb() {
        int zeros = 0;
        while (!flag()) {
            zeros++;
            if (zeros > MAX_GOLOMB_ZEROS) {
                at = Integer.MAX_VALUE / 2;
                return 0;
            }
        }
        return (1 << zeros) - 1 + bits(zeros);
    }

    /** Whether more was read than there is, or a number without end. */
    boolean isOverrun() {
        return at > bytes.length * 8;
    }
}
