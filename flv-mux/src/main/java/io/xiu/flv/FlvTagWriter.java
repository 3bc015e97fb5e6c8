package io.xiu.flv;

import io.netty.buffer.ByteBuf;

/** Writes the tags of an FLV file or stream; {@link FlvHeader#write} comes before the first. */
public final class FlvTagWriter {
    /** Bytes before a body. */
    static final int HEADER_BYTES = 11;

    /** Bytes of the back pointer behind a body. */
    static final int POINTER_BYTES = 4;

    /** The longest body a tag can hold. */
    public static final int MAX_BODY_BYTES = 0xFFFFFF;

    private FlvTagWriter() {}

    /** The bytes a tag takes with its back pointer, for a body of this length. */
    public static int encodedBytes(int bodyBytes) {
        return HEADER_BYTES + bodyBytes + POINTER_BYTES;
    }

    /**
     * Appends a tag and its back pointer.
     *
     * @param timestampMillis all 32 bits are written
     * @param body copied from its reader index on, which stays where it is
     * @throws IllegalArgumentException if the body is longer than {@link #MAX_BODY_BYTES} or the type is OTHER
     */
    public static void write(TagType type, int timestampMillis, ByteBuf body, ByteBuf out) {
        int length = body.readableBytes();
        if (length > MAX_BODY_BYTES || type == TagType.OTHER) {
            throw new IllegalArgumentException("a tag of type " + type + " and " + length + " bytes");
        }
        out.writeByte(type.code())
                .writeMedium(length)
                .writeMedium(timestampMillis)
                .writeByte(timestampMillis >> 24)
                .writeMedium(0)
                .writeBytes(body, body.readerIndex(), length)
                .writeInt(HEADER_BYTES + length);
    }
}
