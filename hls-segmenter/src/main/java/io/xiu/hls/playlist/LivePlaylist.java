package io.xiu.hls.playlist;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.segment.Segment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sliding window over a live stream's segments, and the segments themselves: those listed, and those that a player
 * with an older playlist may still ask for (RFC 8216, 6.2.2).
 *
 * <p>Thread-safe: the publisher's thread adds, any thread reads. Times are milliseconds of a clock that never steps.
 */
public final class LivePlaylist {
    /*
     * listed:  the newest `window` segments, more while they last less than three target durations
     * expired: until removal + own duration + duration of the longest playlist that listed it
     */
    private static final int MAX_LISTED = 100;
    private static final int TARGET_DURATIONS = 3;

    private final int window;
    private final Deque<Entry> listed = new ArrayDeque<>();
    private final Deque<Entry> removed = new ArrayDeque<>();
    private final Map<Long, Entry> bySequence = new HashMap<>();
    private @Nullable MediaPlaylist snapshot;
    private int targetDurationSeconds;
    private long listedMillis;
    private long nextSequence = -1;
    private long discontinuitySequence;
    private long heldBytes;
    private boolean ended;
    private boolean closed;

    /** {@code window}: how many segments the playlist lists, 1 to 100. */
    public LivePlaylist(int window) {
        if (window < 1 || window > MAX_LISTED) {
            throw new IllegalArgumentException("window of " + window + " segments");
        }
        this.window = window;
    }

    /**
     * Adds the next segment, whose data belongs to the playlist from now on.
     *
     * @throws IllegalArgumentException for another number than the last plus one; the data stays the caller's
     * @throws IllegalStateException after {@link #finish} or {@link #close}; the data stays the caller's
     */
    public synchronized void add(Segment segment, long nowMillis) {
        if (ended || closed) {
            throw new IllegalStateException("ended");
        }
        if (nextSequence >= 0 && segment.sequence() != nextSequence) {
            throw new IllegalArgumentException("segment " + segment.sequence() + " instead of " + nextSequence);
        }
        if (nextSequence < 0) {
            targetDurationSeconds = segment.targetDurationSeconds();
        }
        nextSequence = segment.sequence() + 1;
        Entry entry = new Entry(segment);
        listed.add(entry);
        bySequence.put(segment.sequence(), entry);
        listedMillis += entry.listing.durationMillis();
        heldBytes += segment.data().readableBytes();
        shrink(nowMillis);
        for (Entry each : listed) {
            each.longestPlaylistMillis = Math.max(each.longestPlaylistMillis, listedMillis);
        }
        snapshot = null;
        expire(nowMillis);
    }

    /** No segment will follow: the playlist ends with EXT-X-ENDLIST. */
    public synchronized void finish() {
        ended = true;
        snapshot = null;
    }

    /** The playlist as it is, the same object until it changes; null before the first segment and once closed. */
    public synchronized @Nullable MediaPlaylist snapshot() {
        if (snapshot == null && !listed.isEmpty()) {
            snapshot = new MediaPlaylist(
                    targetDurationSeconds,
                    listed.element().listing.sequence(),
                    discontinuitySequence,
                    listed.stream().map(entry -> entry.listing).toList(),
                    ended);
        }
        return snapshot;
    }

    /** The bytes of a segment, a duplicate retained for the caller; null when it isn't there (any more). */
    public synchronized @Nullable ByteBuf segment(long sequence) {
        Entry entry = bySequence.get(sequence);
        return entry == null ? null : entry.data.retainedDuplicate();
    }

    /** Releases segments whose time is over; adding does so too. */
    public synchronized void expire(long nowMillis) {
        for (Iterator<Entry> entries = removed.iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (nowMillis - entry.keepUntilMillis >= 0) {
                entries.remove();
                release(entry);
            }
        }
    }

    /** Bytes of all segments held. */
    public synchronized long heldBytes() {
        return heldBytes;
    }

    /** Releases everything; nothing can be read after that. */
    public synchronized void close() {
        closed = true;
        snapshot = null;
        listed.forEach(this::release);
        listed.clear();
        removed.forEach(this::release);
        removed.clear();
    }

    private void shrink(long nowMillis) {
        long leastMillis = TARGET_DURATIONS * 1_000L * targetDurationSeconds;
        while (listed.size() > window) {
            Entry oldest = listed.element();
            long rest = listedMillis - oldest.listing.durationMillis();
            if (rest < leastMillis && listed.size() <= MAX_LISTED) {
                return;
            }
            listed.remove();
            listedMillis = rest;
            if (oldest.listing.discontinuity()) {
                discontinuitySequence++;
            }
            oldest.keepUntilMillis = nowMillis + oldest.listing.durationMillis() + oldest.longestPlaylistMillis;
            removed.add(oldest);
        }
    }

    private void release(Entry entry) {
        bySequence.remove(entry.listing.sequence());
        heldBytes -= entry.data.readableBytes();
        entry.data.release();
    }

    private static final class Entry {
        private final MediaSegment listing;
        private final ByteBuf data;
        private long longestPlaylistMillis;
        private long keepUntilMillis;

        Entry(Segment segment) {
            listing = new MediaSegment(
                    segment.sequence(),
                    Math.max(1, (segment.duration90k() + 45) / 90),
                    segment.discontinuity(),
                    segment.programDateTimeMillis());
            data = segment.data();
        }
    }
}
