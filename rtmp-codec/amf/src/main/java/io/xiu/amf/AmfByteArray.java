package io.xiu.amf;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Plain bytes, an AMF3 type. */
public final class AmfByteArray implements AmfValue {
    private final byte[] bytes;

    /** Copies the bytes. */
    public AmfByteArray(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AmfByteArray that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
