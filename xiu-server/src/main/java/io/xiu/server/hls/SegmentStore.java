package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.playlist.LivePlaylist;
import io.xiu.hls.playlist.LivePlaylistSettings;
import io.xiu.hls.playlist.MediaPlaylist;
import io.xiu.hls.playlist.MediaPlaylistWriter;
import io.xiu.hls.playlist.MediaSegment;
import io.xiu.hls.playlist.SegmentNames;
import io.xiu.hls.segment.Segment;
import io.xiu.relay.StreamKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of one live stream that players may ask for, in memory and perhaps on the disk, and the playlist that
 * lists them. Guarded by the {@link HlsStream} that has it.
 */
final class SegmentStore {
    static final long MAX_HELD_BYTES = 256L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);

    private final StreamKey key;
    private final LivePlaylistSettings settings;
    private final long firstSequence;
    private final @Nullable StreamFiles files;
    private LivePlaylist playlist;
    private @Nullable PlaylistText text;
    private long nextSequence;
    private boolean follows;
    private boolean overfull;
    private boolean ended;
    private long keepUntilMillis;

    /**
     * Begins without a segment.
     *
     * @param window how many segments the playlist lists, 1 to 100
     * @param follows whether players may have seen other segments under this name
     */
    SegmentStore(
            StreamKey key,
            int window,
            long firstSequence,
            boolean follows,
            SegmentNames names,
            @Nullable StreamFiles files) {
        this.key = key;
        this.settings = LivePlaylistSettings.of(window).withNames(names);
        this.firstSequence = firstSequence;
        this.nextSequence = firstSequence;
        this.follows = follows;
        this.files = files;
        this.playlist = new LivePlaylist(settings);
    }

    /** The number that the next segment has. */
    long nextSequence() {
        return nextSequence;
    }

    /** Whether nothing was ever added. */
    boolean isEmpty() {
        return nextSequence == firstSequence;
    }

    /** Adds the next segment, whose data belongs to this from now on. */
    void add(Segment segment, long nowMillis) {
        if (playlist.heldBytes() + segment.data().readableBytes() > MAX_HELD_BYTES) {
            startOver();
        }
        if (files != null) {
            files.segment(segment.sequence(), segment.data());
        }
        playlist.add(follows ? segment.withDiscontinuity() : segment, nowMillis);
        follows = false;
        nextSequence = segment.sequence() + 1;
    }

    /** No segment will follow; what there is stays for the duration of the playlist and {@code longerMillis}. */
    void end(long nowMillis, long longerMillis) {
        ended = true;
        playlist.finish();
        MediaPlaylist last = playlist.snapshot();
        long listedMillis = last == null
                ? 0
                : last.segments().stream()
                        .mapToLong(MediaSegment::durationMillis)
                        .sum();
        keepUntilMillis = nowMillis + (last == null ? 0 : listedMillis + longerMillis);
    }

    /** The playlist; null before the first segment. */
    @Nullable
    PlaylistText text() {
        MediaPlaylist snapshot = playlist.snapshot();
        if (snapshot == null) {
            return null;
        }
        PlaylistText present = text;
        if (present == null || !present.isOf(snapshot)) {
            present = new PlaylistText(snapshot, new MediaPlaylistWriter());
            text = present;
            if (files != null) {
                files.playlist(present.plain());
            }
        }
        return present;
    }

    /** A segment's data, retained for the caller; null if it isn't there. */
    @Nullable
    ByteBuf segment(long sequence) {
        return playlist.segment(sequence);
    }

    /** Target duration in seconds, or the one given if there is no segment. */
    int targetSeconds(int otherwise) {
        MediaPlaylist snapshot = playlist.snapshot();
        return snapshot == null ? otherwise : snapshot.targetDurationSeconds();
    }

    /** Gives up what no player can ask for any more; answers whether that is all, and all that will ever be. */
    boolean expire(long nowMillis) {
        playlist.expire(nowMillis);
        if (files != null) {
            files.sync(this::holds);
        }
        return ended && nowMillis - keepUntilMillis >= 0;
    }

    /** Leaves the playlist's file to who follows under this name. */
    void retire() {
        if (files != null) {
            files.retire();
        }
    }

    /** Bytes of all segments held. */
    long heldBytes() {
        return playlist.heldBytes();
    }

    /** Gives up everything, on the disk too. */
    void close() {
        playlist.close();
        if (files != null) {
            files.remove();
        }
    }

    // The bound on memory comes before the players, who find the numbers going on.
    private void startOver() {
        if (!overfull) {
            overfull = true;
            LOG.warn("{}: HLS would hold more than {} bytes, old segments are given up", key, MAX_HELD_BYTES);
        }
        playlist.close();
        playlist = new LivePlaylist(settings);
        follows = true;
    }

    private boolean holds(long sequence) {
        ByteBuf data = playlist.segment(sequence);
        if (data != null) {
            data.release();
        }
        return data != null;
    }
}
