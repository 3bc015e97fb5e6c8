package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that never change: a NAL unit, an OBU, a checksum. Equal if the bytes are. */
public final class Octets {
    /** No bytes. */
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these bytes. */
    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    /** A copy of the readable bytes; the indexes of the buffer stay as they are. */
    public static Octets of(ByteBuf bytes) {
        return new Octets(ByteBufUtil.getBytes(bytes));
    }

    /** How many there are. */
    public int length() {
        return bytes.length;
    }

    /**
     * The byte at an index, 0 to 255.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public int at(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }

    /** A copy. */
    public byte[] toArray() {
        return bytes.clone();
    }

    /** The bytes as a buffer that can't be written to and need not be released. */
    public ByteBuf toBuffer() {
        return Unpooled.wrappedBuffer(bytes).asReadOnly();
    }

    /** Appends the bytes. */
    public void write(ByteBuf out) {
        out.writeBytes(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Two hexadecimal digits for each byte. */
    @Override
    public String toString() {
        return ByteBufUtil.hexDump(bytes);
    }
}
