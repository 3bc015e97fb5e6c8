package io.xiu.rtmp.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes of a message that are kept as they came, since nothing is known about them. Immutable; it holds no buffer. */
public final class Payload {
    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies these bytes. */
    public static Payload of(byte... bytes) {
        return new Payload(bytes.clone());
    }

    /** Copies the readable bytes; the buffer's indices and reference count stay as they are. */
    public static Payload of(ByteBuf bytes) {
        return new Payload(ByteBufUtil.getBytes(bytes));
    }

    /** How many bytes there are. */
    public int length() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Appends the bytes. */
    public void write(ByteBuf out) {
        out.writeBytes(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** How many bytes there are, not which. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
