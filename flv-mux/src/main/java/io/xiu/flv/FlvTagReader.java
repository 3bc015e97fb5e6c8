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
 * most what the limit allows. Back pointers are looked at by a {@link #strict} reader only: many writers get them wrong.
 * {@link SalvageReader} reads on behind damage. Not safe for use by several threads. After an exception the reader is of
 * no more use.
 */
public final class FlvTagReader {
    private final int maxBodyBytes;
    private final boolean strict;
    private @Nullable FlvHeader header;

    /** @param maxBodyBytes how long the body of a tag may be, 1 to 2^24 - 1 */
    public FlvTagReader(int maxBodyBytes) {
        this(maxBodyBytes, false);
    }

    private FlvTagReader(int maxBodyBytes, boolean strict) {
        if (maxBodyBytes < 1 || maxBodyBytes > FlvTagWriter.MAX_BODY_BYTES) {
            throw new IllegalArgumentException("a limit of " + maxBodyBytes);
        }
        this.maxBodyBytes = maxBodyBytes;
        this.strict = strict;
    }

    /**
     * A reader that also refuses a wrong back pointer, a message stream id that isn't 0, a set reserved bit and an
     * unknown type.
     *
     * @param maxBodyBytes how long the body of a tag may be, 1 to 2^24 - 1
     */
    public static FlvTagReader strict(int maxBodyBytes) {
        return new FlvTagReader(maxBodyBytes, true);
    }

    /** The header, or null before it was read. */
    public @Nullable FlvHeader header() {
        return header;
    }

    /**
     * Reads one tag.
     *
     * @return the tag, its body a retained slice of {@code in} that the caller releases; or null
     * @throws FlvException SIGNATURE, TOO_LONG or ENCRYPTED; from a strict reader TAG, too
     */
    public @Nullable FlvTag read(ByteBuf in) throws FlvException {
        if (header == null) {
            header = FlvHeader.read(in);
        }
        if (header == null || in.readableBytes() < FlvTagHeader.BYTES) {
            return null;
        }
        FlvTagHeader tag = FlvTagHeader.read(in, in.readerIndex());
        check(tag);
        if (in.readableBytes() < tag.encodedBytes()) {
            return null;
        }
        int pointer = in.getInt(in.readerIndex() + tag.backPointer());
        if (strict && pointer != tag.backPointer()) {
            throw new FlvException(
                    Reason.TAG,
                    "a back pointer of " + Integer.toUnsignedString(pointer) + " behind a tag of " + tag.backPointer()
                            + " bytes");
        }
        in.skipBytes(FlvTagHeader.BYTES);
        ByteBuf body = in.readRetainedSlice(tag.bodyBytes());
        in.skipBytes(FlvTagWriter.POINTER_BYTES);
        return new FlvTag(tag.type(), tag.timestampMillis(), body);
    }

    private void check(FlvTagHeader tag) throws FlvException {
        if (tag.encrypted()) {
            throw new FlvException(Reason.ENCRYPTED, "an encrypted tag");
        }
        if (tag.bodyBytes() > maxBodyBytes) {
            throw new FlvException(
                    Reason.TOO_LONG, "a tag of " + tag.bodyBytes() + " bytes, the limit is " + maxBodyBytes);
        }
        if (strict && !tag.isPlausible(maxBodyBytes)) {
            throw new FlvException(Reason.TAG, "no tag: " + tag);
        }
    }
}
