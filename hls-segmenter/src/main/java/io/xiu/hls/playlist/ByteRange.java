package io.xiu.hls.playlist;

/**
 * A part of a resource (4.4.4.2).
 *
 * @param length bytes, not negative
 * @param offset of the first byte in the resource, not negative
 */
public record ByteRange(long length, long offset) {
    public ByteRange {
        Syntax.checkNotNegative("length", length);
        Syntax.checkNotNegative("offset", offset);
        if (length > Long.MAX_VALUE - offset) {
            throw new IllegalArgumentException(length + " bytes from " + offset);
        }
    }

    /** As it is written: {@code length@offset}. */
    String text() {
        return length + "@" + offset;
    }

    long end() {
        return offset + length;
    }
}
