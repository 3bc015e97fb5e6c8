package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.FlvTagHeader;
import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.Metadata;
import io.xiu.flv.ScriptData;
import io.xiu.flv.TimestampUnwrapper;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads an FLV file from any place in it.
 *
 * <pre>{@code
 * try (SeekableByteChannel file = Files.newByteChannel(path)) {
 *     FlvFileReader reader = FlvFileReader.open(file, FlvLimits.DEFAULT);
 *     reader.seek(60_000);
 *     for (FlvFileTag tag; (tag = reader.read()) != null; ) {
 *         ...
 *         tag.body().release();
 *     }
 * }
 * }</pre>
 *
 * <p>The channel stays the caller's, who closes it and doesn't use its position meanwhile. The reader itself holds 64 KiB
 * and nothing to release. Files may be longer than 4 GiB. A file that is still being written can be read as far as it
 * goes. Not safe for use by several threads.
 */
public final class FlvFileReader {
    private static final int LONGEST_HEADER_BYTES = 1_028;
    private static final int MOST_LEADING_TAGS = 64;
    /** A last tag so little before the first one is out of order, not 49 days later. */
    private static final long DISORDER_MILLIS = 1 << 20;

    private static final long WRAP_MILLIS = 1L << 32;

    private final FileInput file;
    private final FlvLimits limits;
    private final FlvHeader header;
    private final long firstTag;
    private @Nullable Metadata metadata;
    private long metadataBody;
    private long firstMillis;
    private @Nullable KeyframeIndex index;
    private long next;
    private TimestampUnwrapper timestamps = new TimestampUnwrapper();

    private FlvFileReader(FileInput file, FlvLimits limits, FlvHeader header, long firstTag) {
        this.file = file;
        this.limits = limits;
        this.header = header;
        this.firstTag = firstTag;
        this.next = firstTag;
    }

    /**
     * Reads the header and the metadata.
     *
     * @param file open for reading
     * @throws FlvException SIGNATURE if this is no FLV, SHORT if it ends within its header
     */
    public static FlvFileReader open(SeekableByteChannel file, FlvLimits limits) throws IOException, FlvException {
        FileInput input = new FileInput(file);
        ByteBuf start = input.peek(0, (int) Math.min(file.size(), LONGEST_HEADER_BYTES));
        FlvHeader header = start == null ? null : FlvHeader.read(start);
        if (start == null || header == null) {
            throw new FlvException(Reason.SHORT, "the file ends within its header");
        }
        FlvFileReader reader = new FlvFileReader(input, limits, header, start.readerIndex());
        reader.readLeadingTags();
        return reader;
    }

    /** The header. */
    public FlvHeader header() {
        return header;
    }

    /** The metadata before the first audio or video, or null if there is none that can be read. */
    public @Nullable Metadata metadata() {
        return metadata;
    }

    /** Bytes of the file. */
    public long fileBytes() throws IOException {
        return file.size();
    }

    /**
     * Milliseconds from the first audio or video tag to the last tag by their timestamps, up to 49.7 days. It's found
     * from the end of the file, or by going through it where it's damaged there. What the file says of itself is
     * {@link Metadata#durationSeconds}.
     */
    public long durationMillis() throws IOException {
        FlvTagHeader last = FileTail.lastTag(file, firstTag, limits.bodyBytes());
        long lastMillis = firstMillis;
        if (last != null) {
            lastMillis = last.timestampMillis();
        } else {
            for (TagScan scan = scan(); scan.next(); ) {
                lastMillis = scan.timestampMillis();
            }
        }
        long difference = (lastMillis - firstMillis) & (WRAP_MILLIS - 1);
        return difference < WRAP_MILLIS - DISORDER_MILLIS ? difference : 0;
    }

    /**
     * Where the key frames are, by what the metadata say if that's right for the first and the last of them, otherwise
     * by going through the file once. Empty if there are none, as in a file without video.
     */
    public KeyframeIndex keyframes() throws IOException {
        KeyframeIndex known = index;
        if (known == null) {
            KeyframeIndex stated = metadata == null ? KeyframeIndex.EMPTY : metadata.keyframes();
            known = isRight(stated) ? bounded(stated) : findKeyframes();
            index = known;
        }
        return known;
    }

    /**
     * Goes to the last key frame at this time or before it, in a file without video to the last tag; to the first tag
     * if there is none. Decoders need the sequence headers too, which are at the beginning of the file.
     *
     * @param timestampMillis as tags have it
     */
    public void seek(long timestampMillis) throws IOException {
        Keyframe target = keyframes().atOrBefore(timestampMillis);
        if (target != null && !isKeyFrame(target)) {
            index = findKeyframes();
            target = index.atOrBefore(timestampMillis);
        }
        if (target == null && keyframes().keyframes().isEmpty()) {
            target = lastTagAtOrBefore(timestampMillis);
        }
        if (target == null) {
            next = firstTag;
            timestamps = new TimestampUnwrapper();
        } else {
            next = target.position();
            timestamps = new TimestampUnwrapper(target.timestampMillis());
        }
    }

    /**
     * Reads the next tag.
     *
     * @return the tag, whose body the caller releases; null at the end of the file, also where it ends within a tag
     * @throws FlvException TOO_LONG or ENCRYPTED
     */
    public @Nullable FlvFileTag read() throws IOException, FlvException {
        ByteBuf start = file.peek(next, FlvTagHeader.BYTES);
        if (start == null) {
            return null;
        }
        FlvTagHeader tag = FlvTagHeader.read(start, 0);
        if (tag.encrypted()) {
            throw new FlvException(Reason.ENCRYPTED, "an encrypted tag");
        }
        if (tag.bodyBytes() > limits.bodyBytes()) {
            throw new FlvException(
                    Reason.TOO_LONG, "a tag of " + tag.bodyBytes() + " bytes, the limit is " + limits.bodyBytes());
        }
        if (next + tag.encodedBytes() > file.size()) {
            return null;
        }
        ByteBuf body = body(next, tag.bodyBytes());
        FlvFileTag read = new FlvFileTag(next, tag.type(), timestamps.next(tag.timestampMillis()), body);
        next += tag.encodedBytes();
        return read;
    }

    /** Where the next tag begins, in bytes from the beginning of the file. */
    public long position() {
        return next;
    }

    /** Bytes from there to the end of the file; after the last tag anything but 0 is a tag cut off. */
    public long unreadBytes() throws IOException {
        return file.size() - next;
    }

    long firstTag() {
        return firstTag;
    }

    long firstMillis() {
        return firstMillis;
    }

    /** Where the body of the metadata begins; 0 if there are none. */
    long metadataBody() {
        return metadataBody;
    }

    private void readLeadingTags() throws IOException {
        TagScan scan = scan();
        for (int i = 0; i < MOST_LEADING_TAGS && scan.next(); i++) {
            firstMillis = scan.timestampMillis();
            if (!scan.type().isScript()) {
                return;
            }
            if (metadata == null && scan.bodyBytes() <= limits.bodyBytes()) {
                metadata = metadata(scan);
                metadataBody = metadata == null ? 0 : scan.position() + FlvTagHeader.BYTES;
            }
        }
    }

    private @Nullable Metadata metadata(TagScan scan) throws IOException {
        ByteBuf body = body(scan.position(), scan.bodyBytes());
        try {
            return Metadata.of(ScriptData.read(scan.type(), body, limits.script()));
        } catch (FlvException e) {
            return null;
        } finally {
            body.release();
        }
    }

    private ByteBuf body(long tag, int bytes) throws IOException {
        ByteBuf body = ByteBufAllocator.DEFAULT.buffer(bytes);
        boolean whole = false;
        try {
            whole = file.read(tag + FlvTagHeader.BYTES, bytes, body);
        } finally {
            if (!whole) {
                body.release();
            }
        }
        if (!whole) {
            throw new IOException("the file became shorter");
        }
        return body;
    }

    private KeyframeIndex bounded(KeyframeIndex stated) {
        KeyframeCollector kept = new KeyframeCollector(limits.keyframes());
        stated.keyframes().forEach(kept::add);
        return kept.index();
    }

    private boolean isRight(KeyframeIndex stated) throws IOException {
        int count = stated.keyframes().size();
        return count > 0
                && isKeyFrame(stated.keyframes().get(0))
                && isKeyFrame(stated.keyframes().get(count - 1));
    }

    private KeyframeIndex findKeyframes() throws IOException {
        KeyframeCollector found = new KeyframeCollector(limits.keyframes());
        for (TagScan scan = scan(); scan.next(); ) {
            if (scan.isKeyFrame()) {
                found.add(new Keyframe(scan.timestampMillis(), scan.position()));
            }
        }
        return found.index();
    }

    private @Nullable Keyframe lastTagAtOrBefore(long timestampMillis) throws IOException {
        Keyframe last = null;
        for (TagScan scan = scan(); scan.next() && scan.timestampMillis() <= timestampMillis; ) {
            if (!scan.type().isScript()) {
                last = new Keyframe(scan.timestampMillis(), scan.position());
            }
        }
        return last;
    }

    private boolean isKeyFrame(Keyframe stated) throws IOException {
        if (stated.position() < firstTag) {
            return false;
        }
        TagScan scan = new TagScan(file, limits.bodyBytes(), stated.position());
        return scan.next() && scan.isKeyFrame();
    }

    private TagScan scan() throws IOException {
        return new TagScan(file, limits.bodyBytes(), firstTag);
    }
}
