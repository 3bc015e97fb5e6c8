package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads an FLV file or stream: its header, then tag after tag.
 *
 * <pre>{@code
 * for (FlvTag tag; (tag = reader.read(in)) != null; ) {
 *     ...
 *     tag.body().release();
 * }
 * }</pre>
 *
 * <p>Null means that more bytes are needed; until a tag is complete its bytes stay in the buffer, so the caller holds at
 * most what the limit allows. Back pointers are not looked at: many writers get them wrong. Not safe for use by several
 * threads. After an exception the reader is of no more use.
 */
public final class FlvTagReader {
    /*
     * 2 bits reserved, 1 encrypted, 5 type | body length: 3 bytes | timestamp: 3 bytes, then its top byte
     * | stream id 0: 3 bytes | body | length of all before: 4 bytes                       (E.4.1)
     */
    private static final int TYPE_BITS = 0x1F;
    private static final int ENCRYPTED_BIT = 0x20;

    private final int maxBodyBytes;
    private @Nullable FlvHeader header;

    /** @param maxBodyBytes how long the body of a tag may be, 1 to 2^24 - 1 */
    public FlvTagReader(int maxBodyBytes) {
        if (maxBodyBytes < 1 || maxBodyBytes > FlvTagWriter.MAX_BODY_BYTES) {
            throw new IllegalArgumentException("a limit of " + maxBodyBytes);
        }
        this.maxBodyBytes = maxBodyBytes;
    }

    /** The header, or null before it was read. */
    public @Nullable FlvHeader header() {
        return header;
    }

    /**
     * Reads one tag.
     *
     * @return the tag, its body a retained slice of {@code in} that the caller releases; or null
     * @throws FlvException SIGNATURE, TOO_LONG or ENCRYPTED
     */
    public @Nullable FlvTag read(ByteBuf in) throws FlvException {
        if (header == null) {
            header = FlvHeader.read(in);
        }
        if (header == null || in.readableBytes() < FlvTagWriter.HEADER_BYTES) {
            return null;
        }
        int start = in.readerIndex();
        int first = in.getByte(start);
        if ((first & ENCRYPTED_BIT) != 0) {
            throw new FlvException(Reason.ENCRYPTED, "an encrypted tag");
        }
        int length = in.getUnsignedMedium(start + 1);
        if (length > maxBodyBytes) {
            throw new FlvException(Reason.TOO_LONG, "a tag of " + length + " bytes, the limit is " + maxBodyBytes);
        }
        if (in.readableBytes() < FlvTagWriter.encodedBytes(length)) {
            return null;
        }
        int timestampMillis = in.getUnsignedMedium(start + 4) | in.getByte(start + 7) << 24;
        in.skipBytes(FlvTagWriter.HEADER_BYTES);
        ByteBuf body = in.readRetainedSlice(length);
        in.skipBytes(FlvTagWriter.POINTER_BYTES);
        return new FlvTag(TagType.of(first & TYPE_BITS), timestampMillis, body);
    }
}
