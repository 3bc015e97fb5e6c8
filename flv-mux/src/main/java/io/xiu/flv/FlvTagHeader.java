package io.xiu.flv;

import io.netty.buffer.ByteBuf;

/**
 * What stands before the body of a tag (FLV specification 10.1, E.4.1). {@link FlvTagReader} reads whole tags; this is
 * for who looks at a file without reading its bodies.
 *
 * @param typeCode what the type was written as, 0 to 31
 * @param reserved the two bits before it, 0 to 3; to be 0
 * @param encrypted whether the body is encrypted (Annex F)
 * @param bodyBytes 0 to 2^24 - 1
 * @param timestampMillis signed, 32 bits: it wraps after 49.7 days
 * @param messageStreamId 24 bits; to be 0
 */
public record FlvTagHeader(
        int typeCode, int reserved, boolean encrypted, int bodyBytes, int timestampMillis, int messageStreamId) {
    /** Bytes of a header. */
    public static final int BYTES = 11;

    /*
     * 2 bits reserved, 1 encrypted, 5 type | body length: 3 bytes | timestamp: 3 bytes, then its top byte
     * | stream id 0: 3 bytes | body | length of all before: 4 bytes
     */
    private static final int TYPE_BITS = 0x1F;
    private static final int ENCRYPTED_BIT = 0x20;

    /**
     * Reads a header. The indexes of the buffer stay as they are.
     *
     * @param at where in the buffer it begins
     * @throws IndexOutOfBoundsException if the buffer ends before it does
     */
    public static FlvTagHeader read(ByteBuf in, int at) {
        int first = in.getUnsignedByte(at);
        return new FlvTagHeader(
                first & TYPE_BITS,
                first >> 6,
                (first & ENCRYPTED_BIT) != 0,
                in.getUnsignedMedium(at + 1),
                in.getUnsignedMedium(at + 4) | in.getByte(at + 7) << 24,
                in.getUnsignedMedium(at + 8));
    }

    /** The type, OTHER if it's none that is known. */
    public TagType type() {
        return TagType.of(typeCode);
    }

    /** The bytes of the whole tag with the back pointer behind it. */
    public int encodedBytes() {
        return FlvTagWriter.encodedBytes(bodyBytes);
    }

    /** What the back pointer has to be: the bytes of header and body. */
    public int backPointer() {
        return BYTES + bodyBytes;
    }

    /**
     * Whether a writer of plain FLV may have written this: a known type, nothing encrypted, nothing set that is to be 0,
     * and a body of at most so many bytes. Random bytes are taken for a header once in 2^30 times at most.
     */
    public boolean isPlausible(int maxBodyBytes) {
        return type() != TagType.OTHER
                && reserved == 0
                && !encrypted
                && messageStreamId == 0
                && bodyBytes <= maxBodyBytes;
    }
}
