package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.relay.LiveStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One live stream as HLS players see it: its playlists and segments, the players that wait for the first of them, and
 * whether anybody watches. It stays for a while after the live stream, so that players can play to the end; if the name
 * comes back meanwhile, its segments are handed on to the next.
 *
 * <p>Thread-safe. Times are milliseconds of a clock that never steps.
 */
final class HlsStream {
    /*
     * A playlist lists segments of one format. Where the format changes there is a new store, whose numbers go on, and
     * the one before stays until its segments can't be asked for any more. That is what a player finds, too, where a
     * stream has ended and another comes under its name. hls.js can't go over from MPEG-TS to MP4 in one go: it reports
     * a fatal media error, and plays on after its recoverMediaError().
     */
    private static final long PLAYER_WAIT_MILLIS = 20_000;
    private static final int PATIENCE_TARGET_DURATIONS = 3;
    private static final HlsAnswer NO_SEGMENT = new HlsAnswer.Absent("no such segment");
    private static final HlsAnswer NOTHING_YET = new HlsAnswer.Absent("the stream has no segment yet");
    private static final HlsAnswer ENDED = new HlsAnswer.Absent("the stream has ended");

    private final LiveStream live;
    private final int fragmentSeconds;
    private final Stores stores;
    private final Attendance attendance;
    private final Players players = new Players();
    private final Set<PlaylistWish> wishes = new LinkedHashSet<>();
    private SegmentStore store;
    private @Nullable SegmentStore earlier;
    private @Nullable String unsupported;
    private boolean retired;
    private boolean ended;
    private boolean attendedAtEnd;
    private long endMillis;

    /** Makes the stores of a name. */
    interface Stores {
        /**
         * A store without a segment.
         *
         * @param follows whether players may have seen other segments under this name
         */
        SegmentStore begin(long firstSequence, boolean follows);
    }

    /**
     * What the next under a name gets.
     *
     * @param store segments that players may still ask for, or null if there are none
     * @param nextSequence the number to go on with
     */
    record Estate(@Nullable SegmentStore store, long nextSequence, Set<PlaylistWish> wishes) {
        static final Estate NONE = new Estate(null, 0, Set.of());
    }

    private record Grant(PlaylistWish wish, HlsAnswer answer) {
        void deliver() {
            wish.grant(answer);
        }
    }

    /** Begins for a live stream, also for one that is only wanted yet, with at least this number. */
    HlsStream(LiveStream live, int fragmentSeconds, Stores stores, long firstSequence, Estate estate, long nowMillis) {
        this.live = live;
        this.fragmentSeconds = fragmentSeconds;
        this.stores = stores;
        this.store = stores.begin(Math.max(firstSequence, estate.nextSequence()), estate.store() != null);
        this.attendance = new Attendance(live);
        this.earlier = estate.store();
        wishes.addAll(estate.wishes());
        if (!wishes.isEmpty()) {
            attendance.request(nowMillis);
        }
    }

    LiveStream live() {
        return live;
    }

    /** The number that the next segment is to have. */
    synchronized long nextSequence() {
        return store.nextSequence();
    }

    /** Adds the next segment, whose data belongs to this from now on, and serves those who wait. */
    void add(Segment segment, Presentation presentation, long nowMillis) {
        List<Grant> grants;
        synchronized (this) {
            if (ended) {
                segment.data().release();
                return;
            }
            if (heldBytes() + segment.data().readableBytes() > SegmentStore.MAX_HELD_BYTES) {
                dropEarlier();
            }
            store.add(segment, presentation, nowMillis);
            store.text(PlaylistKind.MEDIA);
            grants = take(wish -> true, store, NOTHING_YET);
        }
        grants.forEach(Grant::deliver);
    }

    /** The next segment will be of another format than those before. */
    synchronized void startAnew(long nowMillis) {
        if (ended || store.isEmpty()) {
            return;
        }
        dropEarlier();
        store.retire();
        store.end(nowMillis, patienceMillis());
        earlier = store;
        store = stores.begin(earlier.nextSequence(), true);
    }

    /** Says why there are no segments, or with null that there are. */
    void unsupported(@Nullable String reason) {
        List<PlaylistWish> denied;
        synchronized (this) {
            unsupported = reason;
            denied = reason == null ? List.of() : takeWishes();
        }
        denied.forEach(wish -> wish.grant(new HlsAnswer.Absent(String.valueOf(reason))));
    }

    /** No segment will follow. */
    void end(long nowMillis) {
        List<Grant> grants;
        synchronized (this) {
            endStore(nowMillis);
            if (!retired) {
                store.text(PlaylistKind.MEDIA);
            }
            grants = take(wish -> true, store, ENDED);
        }
        grants.forEach(Grant::deliver);
    }

    /** Whether a player has fetched a playlist of late. */
    synchronized boolean knows(Object player, long nowMillis) {
        return players.isPresent(player, nowMillis, patienceMillis() + PLAYER_WAIT_MILLIS);
    }

    /** Gives a playlist, as soon as there is one. Null if it was given at once. */
    @Nullable
    PlaylistWish playlist(PlaylistKind kind, Object player, Consumer<HlsAnswer> to, long nowMillis) {
        HlsAnswer answer;
        synchronized (this) {
            request(nowMillis);
            players.seen(player, nowMillis);
            answer = unsupported == null ? playlistOr(store, kind, ENDED) : new HlsAnswer.Absent(unsupported);
            if (unsupported == null && !ended && store.isEmpty()) {
                PlaylistWish wish = new PlaylistWish(kind, to, nowMillis + PLAYER_WAIT_MILLIS);
                wishes.add(wish);
                return wish;
            }
        }
        to.accept(answer);
        return null;
    }

    /** A player no longer waits. */
    synchronized void forget(PlaylistWish wish) {
        wishes.remove(wish);
    }

    /** Gives a segment, also one of what was before under this name. */
    synchronized HlsAnswer segment(long sequence, SegmentFormat format, long nowMillis) {
        if (retired) {
            return NO_SEGMENT;
        }
        request(nowMillis);
        ByteBuf data = store.segment(sequence, format);
        if (data == null && earlier != null) {
            data = earlier.segment(sequence, format);
        }
        return data == null ? NO_SEGMENT : new HlsAnswer.Media(format, data);
    }

    /** Gives an initialization segment, also one of what was before under this name. */
    synchronized HlsAnswer initialization(int number, long nowMillis) {
        if (retired) {
            return NO_SEGMENT;
        }
        request(nowMillis);
        ByteBuf data = store.initialization(number);
        if (data == null && earlier != null) {
            data = earlier.initialization(number);
        }
        return data == null ? NO_SEGMENT : new HlsAnswer.Media(SegmentFormat.FMP4, data);
    }

    /**
     * Whether a player had better ask for the live stream anew: it has ended, and whoever watched has had the time to
     * learn of it.
     */
    synchronized boolean isStale(long nowMillis) {
        return ended ? !attendedAtEnd || nowMillis - endMillis >= patienceMillis() : hasEndedInVain();
    }

    /** Does what is due; answers whether nothing is left to be fetched, so that this may be forgotten. */
    boolean tick(long nowMillis) {
        List<Grant> denials;
        boolean over;
        synchronized (this) {
            if (retired) {
                return true;
            }
            boolean vain = hasEndedInVain();
            denials = take(wish -> vain || wish.isOverdue(nowMillis), earlier, NOTHING_YET);
            players.tick(nowMillis, patienceMillis() + PLAYER_WAIT_MILLIS);
            if (!ended && wishes.isEmpty()) {
                attendance.tick(nowMillis, patienceMillis());
            }
            over = store.expire(nowMillis) || vain;
            if (earlier != null && earlier.expire(nowMillis)) {
                dropEarlier();
            }
            over &= earlier == null;
        }
        denials.forEach(Grant::deliver);
        return over;
    }

    /** Whether somebody watches who has yet to learn of the end. */
    synchronized boolean isWatched() {
        return !retired && (ended ? attendedAtEnd : attendance.isAttended());
    }

    /** Bytes of all segments held. */
    synchronized long heldBytes() {
        return retired ? 0 : store.heldBytes() + (earlier == null ? 0 : earlier.heldBytes());
    }

    /** Hands everything on. From now on whoever asks this is told that the stream has ended. */
    synchronized Estate retire(long nowMillis) {
        if (retired) {
            return new Estate(null, store.nextSequence(), Set.of());
        }
        retired = true;
        store.retire();
        endStore(nowMillis);
        SegmentStore left = store;
        if (store.isEmpty()) {
            left = earlier;
        } else {
            dropEarlier();
        }
        return new Estate(left, store.nextSequence(), Set.copyOf(takeWishes()));
    }

    /** Releases everything. From now on whoever asks this is told that the stream has ended. */
    void close() {
        List<PlaylistWish> denied;
        synchronized (this) {
            if (retired) {
                return;
            }
            retired = true;
            ended = true;
            store.close();
            dropEarlier();
            denied = takeWishes();
        }
        denied.forEach(wish -> wish.grant(ENDED));
    }

    private void request(long nowMillis) {
        if (!ended) {
            attendance.request(nowMillis);
        }
    }

    private void endStore(long nowMillis) {
        if (ended) {
            return;
        }
        ended = true;
        endMillis = nowMillis;
        attendedAtEnd = attendance.isAttended();
        store.end(nowMillis, patienceMillis());
    }

    private HlsAnswer playlistOr(@Nullable SegmentStore of, PlaylistKind kind, HlsAnswer otherwise) {
        PlaylistText text = retired || of == null ? null : of.text(kind);
        return text == null ? otherwise : new HlsAnswer.Playlist(text);
    }

    private void dropEarlier() {
        if (earlier != null) {
            earlier.close();
            earlier = null;
        }
    }

    /** Has those stop waiting who are meant, and answers them from a store. */
    private List<Grant> take(Predicate<PlaylistWish> meant, @Nullable SegmentStore from, HlsAnswer otherwise) {
        List<PlaylistWish> taken = wishes.stream().filter(meant).toList();
        taken.forEach(wishes::remove);
        return taken.stream()
                .map(wish -> new Grant(wish, playlistOr(from, wish.kind(), otherwise)))
                .toList();
    }

    private List<PlaylistWish> takeWishes() {
        List<PlaylistWish> taken = List.copyOf(wishes);
        wishes.clear();
        return taken;
    }

    // Live streams that end without ever having started don't tell.
    private boolean hasEndedInVain() {
        return live.state() == LiveStream.State.ENDED && store.isEmpty();
    }

    private long patienceMillis() {
        return PATIENCE_TARGET_DURATIONS * 1_000L * store.targetSeconds(fragmentSeconds);
    }
}
