package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.segment.Segment;
import io.xiu.relay.LiveStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One live stream as HLS players see it: its playlist and segments, the players that wait for the first of them, and
 * whether anybody watches. It stays for a while after the live stream, so that players can play to the end; if the name
 * comes back meanwhile, its segments are handed on to the next.
 *
 * <p>Thread-safe. Times are milliseconds of a clock that never steps.
 */
final class HlsStream {
    private static final long PLAYER_WAIT_MILLIS = 20_000;
    private static final int PATIENCE_TARGET_DURATIONS = 3;
    private static final HlsAnswer NO_SEGMENT = new HlsAnswer.Absent("no such segment");
    private static final HlsAnswer NOTHING_YET = new HlsAnswer.Absent("the stream has no segment yet");
    private static final HlsAnswer ENDED = new HlsAnswer.Absent("the stream has ended");

    private final LiveStream live;
    private final int fragmentSeconds;
    private final SegmentStore store;
    private final Attendance attendance;
    private final Set<PlaylistWish> wishes = new LinkedHashSet<>();
    private @Nullable SegmentStore earlier;
    private @Nullable String unsupported;
    private boolean retired;
    private boolean ended;
    private boolean attendedAtEnd;
    private long endMillis;

    /**
     * What the next under a name gets.
     *
     * @param store segments that players may still ask for, or null if there are none
     * @param nextSequence the number to go on with
     */
    record Estate(@Nullable SegmentStore store, long nextSequence, Set<PlaylistWish> wishes) {
        static final Estate NONE = new Estate(null, 0, Set.of());
    }

    /** Begins for a live stream, also for one that is only wanted yet. */
    HlsStream(LiveStream live, int fragmentSeconds, SegmentStore store, Estate estate, long nowMillis) {
        this.live = live;
        this.fragmentSeconds = fragmentSeconds;
        this.store = store;
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
    void add(Segment segment, long nowMillis) {
        List<PlaylistWish> granted;
        HlsAnswer answer;
        synchronized (this) {
            if (ended) {
                segment.data().release();
                return;
            }
            if (heldBytes() + segment.data().readableBytes() > SegmentStore.MAX_HELD_BYTES) {
                dropEarlier();
            }
            store.add(segment, nowMillis);
            answer = playlistOr(store, NOTHING_YET);
            granted = takeWishes();
        }
        granted.forEach(wish -> wish.grant(answer));
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
        List<PlaylistWish> granted;
        HlsAnswer answer;
        synchronized (this) {
            endStore(nowMillis);
            answer = playlistOr(store, ENDED);
            granted = takeWishes();
        }
        granted.forEach(wish -> wish.grant(answer));
    }

    /** Gives the playlist, as soon as there is one. Null if it was given at once. */
    @Nullable
    PlaylistWish playlist(Consumer<HlsAnswer> to, long nowMillis) {
        HlsAnswer answer;
        synchronized (this) {
            request(nowMillis);
            answer = unsupported == null ? playlistOr(store, ENDED) : new HlsAnswer.Absent(unsupported);
            if (unsupported == null && !ended && store.isEmpty()) {
                PlaylistWish wish = new PlaylistWish(to, nowMillis + PLAYER_WAIT_MILLIS);
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
    synchronized HlsAnswer segment(long sequence, long nowMillis) {
        if (retired) {
            return NO_SEGMENT;
        }
        request(nowMillis);
        ByteBuf data = store.segment(sequence);
        if (data == null && earlier != null) {
            data = earlier.segment(sequence);
        }
        return data == null ? NO_SEGMENT : new HlsAnswer.Media(data);
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
        List<PlaylistWish> denied = new ArrayList<>();
        HlsAnswer answer;
        boolean over;
        synchronized (this) {
            if (retired) {
                return true;
            }
            boolean vain = hasEndedInVain();
            for (PlaylistWish wish : wishes) {
                if (vain || wish.isOverdue(nowMillis)) {
                    denied.add(wish);
                }
            }
            denied.forEach(wishes::remove);
            answer = earlier == null ? NOTHING_YET : playlistOr(earlier, NOTHING_YET);
            if (!ended && wishes.isEmpty()) {
                attendance.tick(nowMillis, patienceMillis());
            }
            over = store.expire(nowMillis) || vain;
            if (earlier != null && earlier.expire(nowMillis)) {
                dropEarlier();
            }
            over &= earlier == null;
        }
        denied.forEach(wish -> wish.grant(answer));
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

    private HlsAnswer playlistOr(SegmentStore of, HlsAnswer otherwise) {
        PlaylistText text = retired ? null : of.text();
        return text == null ? otherwise : new HlsAnswer.Playlist(text);
    }

    private void dropEarlier() {
        if (earlier != null) {
            earlier.close();
            earlier = null;
        }
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
