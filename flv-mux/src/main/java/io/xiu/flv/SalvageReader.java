package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is whole of a damaged FLV file or stream, and passes over the rest.
 *
 * <pre>{@code
 * for (FlvTag tag; (tag = reader.read(in)) != null; ) { ... } // each time there are more bytes
 * for (FlvTag tag; (tag = reader.readLast(in)) != null; ) { ... } // when there will be no more
 * }</pre>
 *
 * <p>It never throws for what it reads. Like {@link FlvTagReader} it leaves an unfinished tag in the buffer; what looks
 * like the beginning of a tag may take as much as the limit allows until it turns out to be none. Not safe for use by
 * several threads.
 */
public final class SalvageReader {
    /*
     * In step, the next byte begins a tag: what looks like a header there, whatever its stream id, is one if the back
     * pointer behind its body agrees, or, since some writers get back pointers wrong, if another header follows or
     * the file ends there; but not if the back pointer agrees with a tag that begins later, which a wrong length would
     * swallow.
     *
     * Out of step, every byte may begin a tag. It does if it looks like a header and the back pointer agrees: the type,
     * the 24 bits of the stream id and the 32 of the pointer leave no room for chance. So one tag with a wrong length
     * costs that tag, and no tag that is whole is lost.
     */
    private static final ByteProcessor NO_TYPE = code -> TagType.of(code) == TagType.OTHER;

    private final int maxBodyBytes;
    private boolean begun;
    private boolean inStep;
    private @Nullable FlvHeader header;
    private long skippedBytes;
    private long gaps;

    private enum Verdict {
        TAG,
        NONE,
        UNDECIDED
    }

    /** @param maxBodyBytes how long the body of a tag may be, 1 to 2^24 - 1; what is longer is damage */
    public SalvageReader(int maxBodyBytes) {
        if (maxBodyBytes < 1 || maxBodyBytes > FlvTagWriter.MAX_BODY_BYTES) {
            throw new IllegalArgumentException("a limit of " + maxBodyBytes);
        }
        this.maxBodyBytes = maxBodyBytes;
    }

    /** The header, or null if it wasn't read yet or is damaged. */
    public @Nullable FlvHeader header() {
        return header;
    }

    /** Bytes passed over so far. */
    public long skippedBytes() {
        return skippedBytes;
    }

    /** How many places were passed over so far, however long each. */
    public long gaps() {
        return gaps;
    }

    /**
     * Reads one tag.
     *
     * @return the tag, its body a retained slice of {@code in} that the caller releases; or null if more bytes are
     *     needed
     */
    public @Nullable FlvTag read(ByteBuf in) {
        return next(in, false);
    }

    /** Reads one tag as {@link #read} does, but for the end of the input: null means that all of it has been read. */
    public @Nullable FlvTag readLast(ByteBuf in) {
        return next(in, true);
    }

    private @Nullable FlvTag next(ByteBuf in, boolean atEnd) {
        if (!begun && !begin(in, atEnd)) {
            return null;
        }
        while (in.isReadable()) {
            Verdict verdict = judge(in, atEnd);
            if (verdict == Verdict.TAG) {
                inStep = true;
                return take(in);
            }
            if (verdict == Verdict.UNDECIDED) {
                return null;
            }
            skip(in);
        }
        return null;
    }

    /** Reads the header of the file; false if more bytes are needed for that. */
    private boolean begin(ByteBuf in, boolean atEnd) {
        try {
            header = FlvHeader.read(in);
            inStep = header != null;
            begun = inStep || atEnd;
        } catch (FlvException e) {
            begun = true;
        }
        return begun;
    }

    private Verdict judge(ByteBuf in, boolean atEnd) {
        Verdict notEnough = atEnd ? Verdict.NONE : Verdict.UNDECIDED;
        int start = in.readerIndex();
        if (TagType.of(in.getUnsignedByte(start)) == TagType.OTHER) {
            return Verdict.NONE;
        }
        if (in.readableBytes() < FlvTagHeader.BYTES) {
            return notEnough;
        }
        FlvTagHeader tag = FlvTagHeader.read(in, start);
        boolean plausible = tag.isPlausible(maxBodyBytes);
        if (!plausible && (!inStep || tag.bodyBytes() > maxBodyBytes)) {
            return Verdict.NONE;
        }
        if (in.readableBytes() < tag.encodedBytes()) {
            return notEnough;
        }
        int end = start + tag.encodedBytes();
        long pointer = in.getUnsignedInt(start + tag.backPointer());
        if (pointer == tag.backPointer()) {
            return Verdict.TAG;
        }
        boolean ownPointer = !isTag(in, end - FlvTagWriter.POINTER_BYTES - pointer, start, pointer);
        return inStep && plausible && ownPointer ? judgeByWhatFollows(in, end, atEnd) : Verdict.NONE;
    }

    /** Whether at this place behind {@code start} there is a tag of so many bytes. */
    private boolean isTag(ByteBuf in, long at, int start, long bytes) {
        if (at <= start || bytes < FlvTagHeader.BYTES) {
            return false;
        }
        FlvTagHeader tag = FlvTagHeader.read(in, (int) at);
        return tag.isPlausible(maxBodyBytes) && tag.backPointer() == bytes;
    }

    private Verdict judgeByWhatFollows(ByteBuf in, int end, boolean atEnd) {
        int left = in.writerIndex() - end;
        if (left >= FlvTagHeader.BYTES) {
            return FlvTagHeader.read(in, end).isPlausible(maxBodyBytes) ? Verdict.TAG : Verdict.NONE;
        }
        if (!atEnd) {
            return Verdict.UNDECIDED;
        }
        return left == 0 ? Verdict.TAG : Verdict.NONE;
    }

    private static FlvTag take(ByteBuf in) {
        FlvTagHeader tag = FlvTagHeader.read(in, in.readerIndex());
        in.skipBytes(FlvTagHeader.BYTES);
        ByteBuf body = in.readRetainedSlice(tag.bodyBytes());
        in.skipBytes(FlvTagWriter.POINTER_BYTES);
        return new FlvTag(tag.type(), tag.timestampMillis(), body);
    }

    /** Skips a byte, and those behind it that are no type of a tag. */
    private void skip(ByteBuf in) {
        if (inStep || skippedBytes == 0) {
            gaps++;
        }
        inStep = false;
        int next = in.forEachByte(in.readerIndex() + 1, in.readableBytes() - 1, NO_TYPE);
        int skipped = next < 0 ? in.readableBytes() : next - in.readerIndex();
        in.skipBytes(skipped);
        skippedBytes += skipped;
    }
}
