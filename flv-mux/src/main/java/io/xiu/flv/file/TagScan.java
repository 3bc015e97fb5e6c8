package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvTagHeader;
import io.xiu.flv.TagType;
import io.xiu.flv.TimestampUnwrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes from tag to tag of a file without reading their bodies. */
final class TagScan {
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
        FlvTagHeader next = headerAt(file, end, maxBodyBytes);
        if (next == null || end + next.encodedBytes() > fileBytes) {
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
        if (header.type() != TagType.VIDEO) {
            return false;
        }
        ByteBuf body = file.peek(position + FlvTagHeader.BYTES, Math.min(KeyFrameRule.LOOK_BYTES, header.bodyBytes()));
        return body != null && keyFrames.holdsFor(body);
    }
}
