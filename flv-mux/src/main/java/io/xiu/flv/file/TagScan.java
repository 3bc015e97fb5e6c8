package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvTagHeader;
import io.xiu.flv.TagType;
import io.xiu.flv.TimestampUnwrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes from tag to tag of a file without reading their bodies. */
final class TagScan {
    private static final int POINTER_BYTES = 4;
    private static final FlvTagHeader NO_TAG = new FlvTagHeader(0, 0, false, 0, 0, 0);

    private final FileInput file;
    private final int maxBodyBytes;
    private final long fileBytes;
    private final TimestampUnwrapper timestamps = new TimestampUnwrapper();
    private final KeyFrameRule keyFrames = new KeyFrameRule();
    private FlvTagHeader header = NO_TAG;
    private long position;
    private long end;
    private long timestampMillis;

    /**
     * Makes a scan.
     *
     * @param from where a tag begins
     */
    TagScan(FileInput file, int maxBodyBytes, long from) throws IOException {
        this.file = file;
        this.maxBodyBytes = maxBodyBytes;
        this.fileBytes = file.size();
        this.position = from;
        this.end = from;
    }

    /** The header of a tag, or null if there is none that is plausible. */
    static @Nullable FlvTagHeader headerAt(FileInput file, long position, int maxBodyBytes) throws IOException {
        ByteBuf bytes = file.peek(position, FlvTagHeader.BYTES);
        FlvTagHeader header = bytes == null ? null : FlvTagHeader.read(bytes, 0);
        return header != null && header.isPlausible(maxBodyBytes) ? header : null;
    }

    /** Goes to the next tag; false if there is no whole one where it should be, or one that is damaged. */
    boolean next() throws IOException {
        ByteBuf bytes = file.peek(end, FlvTagHeader.BYTES);
        if (bytes == null) {
            return false;
        }
        FlvTagHeader next = FlvTagHeader.read(bytes, 0);
        if (end + next.encodedBytes() > fileBytes || !isTag(next)) {
            return false;
        }
        header = next;
        position = end;
        end += next.encodedBytes();
        timestampMillis = timestamps.next(next.timestampMillis());
        return true;
    }

    FlvTagHeader header() {
        return header;
    }

    /** What is no plain tag is one all the same if its back pointer says so: of a later type, or encrypted. */
    private boolean isTag(FlvTagHeader next) throws IOException {
        if (next.isPlausible(maxBodyBytes)) {
            return true;
        }
        ByteBuf pointer = file.peek(end + next.backPointer(), POINTER_BYTES);
        return pointer != null && pointer.getInt(0) == next.backPointer();
    }

    TagType type() {
        return header.type();
    }

    int bodyBytes() {
        return header.bodyBytes();
    }

    long position() {
        return position;
    }

    /** Where the next tag begins. */
    long end() {
        return end;
    }

    long timestampMillis() {
        return timestampMillis;
    }

    /** Whether it is at a coded key frame of the video track that came first. */
    boolean isKeyFrame() throws IOException {
        if (header.type() != TagType.VIDEO || header.encrypted()) {
            return false;
        }
        ByteBuf body = file.peek(position + FlvTagHeader.BYTES, Math.min(KeyFrameRule.LOOK_BYTES, header.bodyBytes()));
        return body != null && keyFrames.holdsFor(body);
    }
}
