package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.FlvTagHeader;
import io.xiu.flv.SalvageReader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a file.
 *
 * @param end behind the last whole tag
 * @param lastTags the last tags before it, in the order of the file, at most as many as tell how long a frame is; there
 *     is one among them that isn't script data, unless the file has none
 */
record FileTail(long end, List<FlvTagHeader> lastTags) {
    private static final int POINTER_BYTES = 4;
    private static final int MOST_TAGS = 32;

    /** The last tag of a file that ends with a whole one, found by the last back pointer; or null. */
    static @Nullable FlvTagHeader lastTag(FileInput file, long firstTag, int maxBodyBytes) throws IOException {
        return tagBefore(file.size(), file, firstTag, maxBodyBytes);
    }

    /**
     * Finds the end: from the back where the file ends with whole tags, and not all of script data, else from
     * the front.
     *
     * @throws FlvException TAG if there are whole tags behind a damaged one, so that cutting the file there would lose
     *     them
     */
    static FileTail find(SeekableByteChannel channel, FileInput file, long firstTag, int maxBodyBytes)
            throws IOException, FlvException {
        long size = file.size();
        Deque<FlvTagHeader> last = new ArrayDeque<>();
        FlvTagHeader tag;
        for (long at = size; last.size() < MOST_TAGS; at -= tag.encodedBytes()) {
            tag = tagBefore(at, file, firstTag, maxBodyBytes);
            if (tag == null) {
                break;
            }
            last.addFirst(tag);
        }
        if (size == firstTag || last.stream().anyMatch(each -> !each.type().isScript())) {
            return new FileTail(size, List.copyOf(last));
        }
        FileTail found = fromTheFront(file, firstTag, maxBodyBytes);
        checkNothingBehind(channel, found.end(), maxBodyBytes);
        return found;
    }

    private static @Nullable FlvTagHeader tagBefore(long end, FileInput file, long firstTag, int maxBodyBytes)
            throws IOException {
        if (end < firstTag + FlvTagHeader.BYTES + POINTER_BYTES) {
            return null;
        }
        ByteBuf pointer = file.peek(end - POINTER_BYTES, POINTER_BYTES);
        long start = pointer == null ? 0 : end - POINTER_BYTES - pointer.getUnsignedInt(0);
        if (start < firstTag) {
            return null;
        }
        FlvTagHeader tag = TagScan.headerAt(file, start, maxBodyBytes);
        return tag != null && start + tag.encodedBytes() == end ? tag : null;
    }

    private static FileTail fromTheFront(FileInput file, long firstTag, int maxBodyBytes) throws IOException {
        Deque<FlvTagHeader> last = new ArrayDeque<>();
        TagScan scan = new TagScan(file, maxBodyBytes, firstTag);
        while (scan.next()) {
            if (!scan.type().isScript()) {
                last.addLast(scan.header());
            }
            if (last.size() > MOST_TAGS) {
                last.removeFirst();
            }
        }
        return new FileTail(scan.end(), new ArrayList<>(last));
    }

    private static void checkNothingBehind(SeekableByteChannel channel, long end, int maxBodyBytes)
            throws IOException, FlvException {
        SalvageReader rest = new SalvageReader(maxBodyBytes);
        boolean[] found = new boolean[1];
        channel.position(end);
        TagFeed.read(channel, rest, tag -> {
            tag.body().release();
            found[0] = true;
        });
        if (found[0]) {
            throw new FlvException(Reason.TAG, "damaged at " + end + ", with whole tags behind: to be salvaged first");
        }
    }
}
