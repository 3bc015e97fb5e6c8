package io.xiu.flv;

import io.netty.buffer.ByteBuf;

/** Writes the tags of an FLV file or stream; {@link FlvHeader#write} comes before the first. */
public final class FlvTagWriter {
    /** Bytes of the back pointer behind a body. */
    static final int POINTER_BYTES = 4;

    /** The longest body a tag can hold. */
    public static final int MAX_BODY_BYTES = 0xFFFFFF;

    private FlvTagWriter() {}

    /** The bytes a tag takes with its back pointer, for a body of this length. */
    public static int encodedBytes(int bodyBytes) {
        return FlvTagHeader.BYTES + bodyBytes + POINTER_BYTES;
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
        writeHeader(type, timestampMillis, length, out);
        out.writeBytes(body, body.readerIndex(), length);
        writeBackPointer(length, out);
    }

    /**
     * Appends what comes before a body, for a writer that sends the body itself without a copy.
     *
     * @param timestampMillis all 32 bits are written
     * @throws IllegalArgumentException if the body is longer than {@link #MAX_BODY_BYTES} or the type is OTHER
     */
    public static void writeHeader(TagType type, int timestampMillis, int bodyBytes, ByteBuf out) {
        check(type, bodyBytes);
        out.writeByte(type.code())
                .writeMedium(bodyBytes)
                .writeMedium(timestampMillis)
                .writeByte(timestampMillis >> 24)
                .writeMedium(0);
    }

    /**
     * Checks whether a tag can hold a body of this length.
     *
     * @throws IllegalArgumentException if it's longer than {@link #MAX_BODY_BYTES} or the type is OTHER
     */
    public static void check(TagType type, int bodyBytes) {
        if (bodyBytes < 0 || bodyBytes > MAX_BODY_BYTES || type == TagType.OTHER) {
            throw new IllegalArgumentException("a tag of type " + type + " and " + bodyBytes + " bytes");
        }
    }

    /** Appends what comes behind a body of this length. */
    public static void writeBackPointer(int bodyBytes, ByteBuf out) {
        out.writeInt(FlvTagHeader.BYTES + bodyBytes);
    }
}
