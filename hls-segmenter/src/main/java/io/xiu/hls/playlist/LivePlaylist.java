package io.xiu.hls.playlist;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.segment.Part;
import io.xiu.hls.segment.Segment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sliding window over a live stream's segments and the parts of the newest, and all that players may fetch: what is
 * listed, and what a player with an older playlist may still ask for (RFC 8216, 6.2.2).
 *
 * <p>Thread-safe: the publisher's thread adds, any thread reads. Times are milliseconds of a clock that never steps.
 */
public final class LivePlaylist {
    /*
     * listed:  the newest `window` segments, more while they last less than three target durations
     * removed: until removal + own duration + duration of the longest playlist that listed it
     * open:    parts whose segment isn't there yet; then they are ranges of the segment
     */
    private static final int TARGET_DURATIONS = 3;

    private final int window;
    private final Listing listing;
    private final Deque<HeldSegment> listed = new ArrayDeque<>();
    private final Deque<HeldSegment> removed = new ArrayDeque<>();
    private final Map<Long, HeldSegment> bySequence = new HashMap<>();
    private final Initializations initializations = new Initializations();
    private @Nullable OpenParts open;
    private @Nullable MediaPlaylist snapshot;
    private @Nullable MediaPlaylist deltaUpdate;
    private int targetDurationSeconds;
    private long listedMillis;
    private long nextSequence = -1;
    private long discontinuitySequence;
    private long heldBytes;
    private boolean ended;
    private boolean closed;

    /** Lists {@code window} segments, 1 to 100, under their plain names. */
    public LivePlaylist(int window) {
        this(LivePlaylistSettings.of(window));
    }

    /** Lists what it is told. */
    public LivePlaylist(LivePlaylistSettings settings) {
        this.window = settings.window();
        this.listing = new Listing(settings);
    }

    /**
     * Adds the next segment, whose data belongs to the playlist from now on.
     *
     * @throws IllegalArgumentException for another number than the last plus one, or other data than its parts had; the
     *     data stays the caller's
     * @throws IllegalStateException after {@link #finish} or {@link #close}; the data stays the caller's
     */
    public synchronized void add(Segment segment, long nowMillis) {
        checkOpen();
        checkNext(segment.sequence());
        OpenParts parts = open;
        if (parts != null && parts.bytes() != segment.data().readableBytes()) {
            throw new IllegalArgumentException("segment " + segment.sequence() + " isn't its parts");
        }
        HeldSegment entry = new HeldSegment(
                segment,
                listing.of(segment),
                parts == null ? List.of() : parts.listings(),
                parts == null ? new int[1] : parts.offsets());
        initializations.retain(entry.initialization());
        dropOpen();
        if (targetDurationSeconds == 0) {
            targetDurationSeconds = segment.targetDurationSeconds();
        }
        nextSequence = segment.sequence() + 1;
        leaveOtherFormat(entry, nowMillis);
        listed.add(entry);
        bySequence.put(segment.sequence(), entry);
        listedMillis += entry.millis();
        heldBytes += entry.bytes();
        shrink(nowMillis);
        listed.forEach(each -> each.listedFor(listedMillis));
        changed();
        expire(nowMillis);
    }

    /**
     * Adds the next part, whose data belongs to the playlist from now on. Parts of a segment whose first isn't here are
     * released and forgotten.
     *
     * @throws IllegalArgumentException for a part of another segment than the next, or out of order; the data stays the
     *     caller's
     * @throws IllegalStateException after {@link #finish} or {@link #close}, or when the settings have no parts; the data
     *     stays the caller's
     */
    public synchronized void add(Part part, long nowMillis) {
        checkOpen();
        checkNext(part.sequence());
        if (!listing.hasParts()) {
            throw new IllegalStateException("no parts");
        }
        OpenParts parts = open;
        if (parts == null && part.index() > 0) {
            part.data().release();
            return;
        }
        if (part.index() != (parts == null ? 0 : parts.size())) {
            throw new IllegalArgumentException("part " + part.index() + " of segment " + part.sequence());
        }
        MediaPart added = listing.of(part);
        if (parts == null) {
            parts = new OpenParts(part, listing.startOf(part));
            initializations.retain(part.initialization());
            open = parts;
        }
        nextSequence = part.sequence();
        parts.add(part, added);
        heldBytes += part.data().readableBytes();
        changed();
        expire(nowMillis);
    }

    /** No segment will follow: the playlist ends with EXT-X-ENDLIST. */
    public synchronized void finish() {
        ended = true;
        dropOpen();
        changed();
    }

    /** The playlist as it is, the same object until it changes; null before the first segment and once closed. */
    public synchronized @Nullable MediaPlaylist snapshot() {
        if (snapshot == null && !listed.isEmpty()) {
            boolean hinted = !ended && !openTakesBack();
            OpenParts parts = openTakesBack() ? null : open;
            snapshot = listing.whole(targetDurationSeconds, discontinuitySequence, listed, parts, hinted, ended);
        }
        return snapshot;
    }

    /**
     * The playlist without the segments that are far from its end (6.2.5.1), the same object until it changes; the whole
     * of it when there are none, or the settings have neither parts nor a server that holds requests.
     */
    public synchronized @Nullable MediaPlaylist deltaUpdate() {
        MediaPlaylist whole = snapshot();
        if (deltaUpdate == null && whole != null) {
            deltaUpdate = listing.delta(whole);
        }
        return deltaUpdate;
    }

    /** The bytes of a segment, a duplicate retained for the caller; null when it isn't there (any more). */
    public synchronized @Nullable ByteBuf segment(long sequence) {
        HeldSegment entry = bySequence.get(sequence);
        return entry == null ? null : entry.data();
    }

    /** The bytes of a part, retained for the caller; null when it isn't there (any more). */
    public synchronized @Nullable ByteBuf part(long sequence, int index) {
        HeldSegment entry = bySequence.get(sequence);
        if (entry != null) {
            return entry.part(index);
        }
        return open == null || sequence != nextSequence ? null : open.part(index);
    }

    /** The bytes of an initialization segment, the caller's to release; null when no segment that is here needs it. */
    public synchronized @Nullable ByteBuf initialization(int number) {
        return initializations.get(number);
    }

    /**
     * Peak bits per second of the segments listed, over half to one and a half target durations, for BANDWIDTH; 0 before
     * the first segment and once closed.
     */
    public synchronized long peakBitsPerSecond() {
        return Bandwidth.peak(listed, targetDurationSeconds);
    }

    /** Mean bits per second of the segments listed, for AVERAGE-BANDWIDTH; 0 before the first and once closed. */
    public synchronized long averageBitsPerSecond() {
        return Bandwidth.average(listed);
    }

    /** Releases segments whose time is over; adding does so too. */
    public synchronized void expire(long nowMillis) {
        for (Iterator<HeldSegment> entries = removed.iterator(); entries.hasNext(); ) {
            HeldSegment entry = entries.next();
            if (entry.isOver(nowMillis)) {
                entries.remove();
                release(entry);
            }
        }
    }

    /** Bytes of all that is held. */
    public synchronized long heldBytes() {
        return heldBytes + initializations.bytes();
    }

    /** Releases everything; nothing can be read after that. */
    public synchronized void close() {
        closed = true;
        changed();
        dropOpen();
        listed.forEach(this::release);
        listed.clear();
        removed.forEach(this::release);
        removed.clear();
    }

    private void checkOpen() {
        if (ended || closed) {
            throw new IllegalStateException("ended");
        }
    }

    private void checkNext(long sequence) {
        if (nextSequence >= 0 && sequence != nextSequence) {
            throw new IllegalArgumentException("segment " + sequence + " instead of " + nextSequence);
        }
    }

    private void changed() {
        snapshot = null;
        deltaUpdate = null;
    }

    private void dropOpen() {
        OpenParts parts = open;
        if (parts != null) {
            heldBytes -= parts.bytes();
            initializations.release(parts.initialization());
            parts.release();
            open = null;
        }
    }

    // An initialization section can't be taken back (4.4.4.5).
    private void leaveOtherFormat(HeldSegment next, long nowMillis) {
        HeldSegment last = listed.peekLast();
        if (last != null && last.initialization() != null && next.initialization() == null) {
            while (!listed.isEmpty()) {
                remove(nowMillis);
            }
        }
    }

    private boolean openTakesBack() {
        return open != null && open.initialization() == null && listed.getLast().initialization() != null;
    }

    private void shrink(long nowMillis) {
        long leastMillis = TARGET_DURATIONS * 1_000L * targetDurationSeconds;
        while (listed.size() > window) {
            long rest = listedMillis - listed.element().millis();
            if (rest < leastMillis && listed.size() <= LivePlaylistSettings.MAX_WINDOW) {
                return;
            }
            remove(nowMillis);
        }
    }

    private void remove(long nowMillis) {
        HeldSegment oldest = listed.remove();
        listedMillis -= oldest.millis();
        if (oldest.discontinuity()) {
            discontinuitySequence++;
        }
        oldest.unlisted(nowMillis);
        removed.add(oldest);
    }

    private void release(HeldSegment entry) {
        bySequence.remove(entry.sequence());
        heldBytes -= entry.bytes();
        initializations.release(entry.initialization());
        entry.release();
    }
}
