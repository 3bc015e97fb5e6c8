package io.xiu.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames since the last few sync points, so that a viewer can start at once. Confined to the live stream's writer.
 *
 * <p>Bounded in frames and in bytes: past a bound it is emptied, and joiners wait for the next sync point.
 */
final class GopCache {
    private final int syncPoints;
    private final int maxFrames;
    private final long maxBytes;
    private final Deque<MediaFrame> frames = new ArrayDeque<>();
    private final Deque<Headers> headersThere = new ArrayDeque<>();
    private int held;
    private volatile long bytes;

    GopCache(int syncPoints, int maxFrames, long maxBytes) {
        this.syncPoints = syncPoints;
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    /**
     * Keeps a frame, with the headers in force there; retains its body.
     *
     * @return false if the cache has just been emptied because a bound was passed
     */
    boolean add(MediaFrame frame, Headers headers) {
        boolean sync = frame.role() == MediaFrame.Role.SYNC;
        if (syncPoints == 0 || (held == 0 && !sync)) {
            return true;
        }
        if (sync && ++held > syncPoints) {
            dropOldest();
        }
        frame.body().retain();
        frames.add(frame);
        headersThere.add(headers);
        count(frame.body().readableBytes());
        if (bytes > maxBytes || frames.size() > (long) maxFrames * syncPoints) {
            clear();
            return false;
        }
        return true;
    }

    private void count(int change) {
        long sum = bytes + change;
        bytes = sum;
    }

    /** Bytes of the frames kept. Any thread. */
    long bytes() {
        return bytes;
    }

    private void dropOldest() {
        do {
            drop();
        } while (!frames.isEmpty() && frames.element().role() != MediaFrame.Role.SYNC);
        held--;
    }

    private void drop() {
        MediaFrame frame = frames.remove();
        headersThere.remove();
        count(-frame.body().readableBytes());
        frame.body().release();
    }

    void clear() {
        while (!frames.isEmpty()) {
            drop();
        }
        held = 0;
    }

    /** The headers in force at the first frame; null if there is none. */
    @Nullable
    Headers firstHeaders() {
        return headersThere.peek();
    }

    void forEach(BiConsumer<MediaFrame, Headers> action) {
        Iterator<Headers> there = headersThere.iterator();
        for (MediaFrame frame : frames) {
            action.accept(frame, there.next());
        }
    }
}
