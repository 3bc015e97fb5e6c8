package io.xiu.flv.codec;

import java.util.Arrays;

/** Puts bits together as the syntax tables of the specifications write them down. */
final class Bits {
    private final StringBuilder bits = new StringBuilder();

    /** An unsigned number of so many bits. */
    Bits u(int count, long value) {
        for (int i = count - 1; i >= 0; i--) {
            bits.append(value >> i & 1);
        }
        return this;
    }

    /** Flags, one digit each; spaces are for the eye. */
    Bits flags(String digits) {
        bits.append(digits.replace(" ", ""));
        return this;
    }

    /** Exp-Golomb codes, unsigned. */
    Bits ue(long... values) {
        for (long value : values) {
            String digits = Long.toBinaryString(value + 1);
            bits.append("0".repeat(digits.length() - 1)).append(digits);
        }
        return this;
    }

    /** Exp-Golomb codes, signed. */
    Bits se(long... values) {
        for (long value : values) {
            ue(value > 0 ? 2 * value - 1 : -2 * value);
        }
        return this;
    }

    /** Zeros up to the next byte. */
    Bits align() {
        return u((8 - bits.length() % 8) % 8, 0);
    }

    Bits add(Bits more) {
        bits.append(more.bits);
        return this;
    }

    byte[] toBytes() {
        byte[] bytes = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            bytes[i / 8] |= (byte) (bits.charAt(i) == '1' ? 0x80 >> (i % 8) : 0);
        }
        return bytes;
    }

    /** A NAL unit: its header, these bits, a one and zeros, and a 3 wherever two zero bytes would hide what follows. */
    Octets toNalUnit(int... header) {
        byte[] payload = new Bits().add(this).flags("1").toBytes();
        byte[] out = new byte[header.length + 2 * payload.length];
        int length = 0;
        for (int next : header) {
            out[length++] = (byte) next;
        }
        int zeros = 0;
        for (byte next : payload) {
            if (zeros >= 2 && next >= 0 && next <= 3) {
                out[length++] = 3;
                zeros = 0;
            }
            zeros = next == 0 ? zeros + 1 : 0;
            out[length++] = next;
        }
        return Octets.of(Arrays.copyOf(out, length));
    }

    @Override
    public String toString() {
        return bits.toString();
    }
}
