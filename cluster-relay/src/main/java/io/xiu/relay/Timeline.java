package io.xiu.relay;

import io.xiu.rtmp.message.MediaKind;

/**
 * Places the timestamps of one publisher after another on one line that never goes back.
 *
 * <p>Confined to the live stream's writer.
 */
final class Timeline {
    /*
     * A publisher counts milliseconds in 32 bits, or in 31 (FLV's are signed, and ffmpeg's muxer goes from 2^31-1 to 0).
     * So only the low 31 bits are believed: of all values with those bits, the one nearest to the last is meant.
     *
     *   unwrapped = nearest value congruent to the timestamp modulo 2^31
     *   placed    = unwrapped + offset
     *
     * There is one offset for audio and video together. A track keeps the offset it goes by for as long as its timestamps
     * are plausible under it, then tries the newest, and only if that fits no better the timeline is set anew: the frame
     * comes one frame after the largest timestamp sent. So two tracks that jump one after the other jump by the same.
     */
    private static final long WRAP = 1L << 31;
    private static final long MAX_JUMP_MILLIS = 10_000;
    private static final long MAX_BACKWARD_MILLIS = 500;
    private static final long DEFAULT_FRAME_MILLIS = 33;
    private static final long LONGEST_FRAME_MILLIS = 200;

    private final Track audio = new Track();
    private final Track video = new Track();
    private boolean started;
    private boolean publisherIsNew;
    private boolean discontinuity;
    private long offset;
    private long largest;
    private long floor;
    private long frameMillis = DEFAULT_FRAME_MILLIS;

    /** The next timestamp comes from another publisher. */
    void publisherChanged() {
        publisherIsNew = started;
    }

    /** Whether the timeline was set anew since this was asked last. */
    boolean takeDiscontinuity() {
        boolean was = discontinuity;
        discontinuity = false;
        return was;
    }

    /** Places a timestamp of 32 bits. Data stands where the line is and never moves it. */
    long place(MediaKind kind, int timestampMillis) {
        if (kind == MediaKind.DATA) {
            return started ? largest : Integer.toUnsignedLong(timestampMillis);
        }
        if (!started) {
            started = true;
            largest = Integer.toUnsignedLong(timestampMillis);
        }
        if (publisherIsNew) {
            publisherIsNew = false;
            audio.seen = false;
            video.seen = false;
            setAnew(timestampMillis);
            audio.offset = offset;
            video.offset = offset;
            floor = largest + frameMillis;
        }
        Track track = kind == MediaKind.AUDIO ? audio : video;
        long placed = Math.max(floor, unwrap(track, timestampMillis));
        if (kind == MediaKind.VIDEO && track.seen && placed > track.last) {
            frameMillis = Math.min(placed - track.last, LONGEST_FRAME_MILLIS);
        }
        track.last = track.seen ? Math.max(placed, track.last) : placed;
        track.seen = true;
        largest = Math.max(largest, track.last);
        return track.last;
    }

    private long unwrap(Track track, int timestampMillis) {
        long near = track.seen ? track.last : largest;
        long placed = nearest(near, track.offset, timestampMillis);
        if (track.plausible(placed, near)) {
            return placed;
        }
        placed = nearest(near, offset, timestampMillis);
        if (!track.plausible(placed, near)) {
            setAnew(timestampMillis);
            placed = nearest(largest, offset, timestampMillis);
        }
        track.offset = offset;
        return placed;
    }

    private void setAnew(int timestampMillis) {
        offset = largest + frameMillis - (timestampMillis & (WRAP - 1));
        discontinuity = true;
    }

    private static long nearest(long near, long offset, int timestampMillis) {
        long low = timestampMillis & (WRAP - 1);
        return low + offset + Math.floorDiv(near - offset - low + WRAP / 2, WRAP) * WRAP;
    }

    private static final class Track {
        long offset;
        long last;
        boolean seen;

        boolean plausible(long placed, long near) {
            return placed <= near + MAX_JUMP_MILLIS && placed >= near - (seen ? MAX_BACKWARD_MILLIS : MAX_JUMP_MILLIS);
        }
    }
}
