package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.playlist.LivePlaylist;
import io.xiu.hls.playlist.LivePlaylistSettings;
import io.xiu.hls.playlist.MediaPlaylist;
import io.xiu.hls.playlist.MediaPlaylistWriter;
import io.xiu.hls.playlist.MediaSegment;
import io.xiu.hls.playlist.MultivariantPlaylist;
import io.xiu.hls.playlist.MultivariantPlaylistWriter;
import io.xiu.hls.segment.InitializationSegment;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of one live stream that players may ask for, all of one format, in memory and perhaps on the disk, and
 * the playlists that list them. Guarded by the {@link HlsStream} that has it.
 */
final class SegmentStore {
    static final long MAX_HELD_BYTES = 256L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);

    private final StreamUrls urls;
    private final LivePlaylistSettings settings;
    private final long firstSequence;
    private final @Nullable StreamFiles files;
    private LivePlaylist playlist;
    private @Nullable PlaylistText media;
    private @Nullable PlaylistText multivariant;
    private @Nullable Presentation presentation;
    private @Nullable SegmentFormat format;
    private int initialization = -1;
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
    SegmentStore(StreamUrls urls, int window, long firstSequence, boolean follows, @Nullable StreamFiles files) {
        this.urls = urls;
        this.settings = LivePlaylistSettings.of(window).withNames(urls.segmentNames());
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
    void add(Segment segment, Presentation of, long nowMillis) {
        if (playlist.heldBytes() + segment.data().readableBytes() > MAX_HELD_BYTES) {
            startOver();
        }
        presentation = of;
        format = segment.format();
        StreamFiles to = files;
        if (to != null) {
            write(segment, to);
        }
        playlist.add(follows ? segment.withDiscontinuity() : segment, nowMillis);
        follows = false;
        nextSequence = segment.sequence() + 1;
    }

    private void write(Segment segment, StreamFiles to) {
        InitializationSegment needed = segment.initialization();
        if (needed != null && needed.number() != initialization) {
            int number = needed.number();
            initialization = number;
            to.segment(
                    StreamUrls.FILES.initialization(number),
                    Unpooled.wrappedBuffer(needed.bytes()),
                    () -> isThere(playlist.initialization(number)));
        }
        to.segment(
                StreamUrls.FILES.segment(segment.sequence(), segment.format()),
                segment.data(),
                () -> isThere(playlist.segment(segment.sequence())));
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

    /** A playlist; null before the first segment. */
    @Nullable
    PlaylistText text(PlaylistKind kind) {
        MediaPlaylist snapshot = playlist.snapshot();
        if (snapshot == null) {
            return null;
        }
        PlaylistText list = media(snapshot);
        return kind == PlaylistKind.MEDIA ? list : multivariant();
    }

    private PlaylistText media(MediaPlaylist snapshot) {
        PlaylistText present = media;
        if (present == null || !present.isOf(snapshot)) {
            present = new PlaylistText(snapshot, new MediaPlaylistWriter().write(snapshot));
            media = present;
            StreamFiles to = files;
            if (to != null) {
                to.playlist(urls.mediaFile(), present.plain());
                if (!urls.mediaFile().equals(StreamUrls.MULTIVARIANT)) {
                    to.playlist(StreamUrls.MULTIVARIANT, multivariant().plain());
                }
            }
        }
        return present;
    }

    private PlaylistText multivariant() {
        Presentation known = presentation == null ? new Presentation(List.of(), 0) : presentation;
        MultivariantPlaylist all = MultivariantPlaylist.of(
                List.of(known.variant(urls.mediaUri(), playlist.peakBitsPerSecond(), playlist.averageBitsPerSecond())));
        PlaylistText present = multivariant;
        if (present == null || !present.isOf(all)) {
            present = new PlaylistText(all, new MultivariantPlaylistWriter().write(all));
            multivariant = present;
        }
        return present;
    }

    /** A segment's data, retained for the caller; null if it isn't there, or not in this format. */
    @Nullable
    ByteBuf segment(long sequence, SegmentFormat wanted) {
        return wanted == format ? playlist.segment(sequence) : null;
    }

    /** An initialization segment's data, retained for the caller; null if it isn't there. */
    @Nullable
    ByteBuf initialization(int number) {
        return playlist.initialization(number);
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
            files.sync();
        }
        return ended && nowMillis - keepUntilMillis >= 0;
    }

    /** Leaves the playlists' files to who follows under this name. */
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
            LOG.warn("{}: HLS would hold more than {} bytes, old segments are given up", urls.key(), MAX_HELD_BYTES);
        }
        playlist.close();
        playlist = new LivePlaylist(settings);
        follows = true;
    }

    private static boolean isThere(@Nullable ByteBuf data) {
        if (data != null) {
            data.release();
        }
        return data != null;
    }
}
