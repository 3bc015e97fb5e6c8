package io.xiu.flv.file;

import io.xiu.flv.TagType;
import io.xiu.flv.TimestampUnwrapper;

/** Places the timestamps of tags to be written, and knows how long the file is. */
final class FileTimeline {
    /** A longer step than this from one frame to the next is a gap, not a frame. */
    private static final long LONGEST_FRAME_MILLIS = 1_000;

    private final boolean shifted;
    private final Extent audio = new Extent();
    private final Extent video = new Extent();
    private TimestampUnwrapper timestamps = new TimestampUnwrapper();
    private boolean started;
    private boolean empty = true;
    private long originMillis;
    private long startMillis;
    private long shiftMillis;
    private long lastMillis;

    /**
     * Makes the line of an empty file.
     *
     * @param shifted whether the first tag of audio or video is put at the end of what was there
     */
    FileTimeline(boolean shifted) {
        this.shifted = shifted;
    }

    /** Counts a tag that is in the file, its timestamp made one line with those before it. */
    void present(TagType type, long timestampMillis) {
        if (!type.isScript()) {
            note(type, timestampMillis);
            startMillis = endMillis();
        }
    }

    /** Sets where the file begins, where that isn't with the first tag counted. */
    void origin(long timestampMillis) {
        empty = false;
        originMillis = timestampMillis;
    }

    /** Where a tag that is to be written next has its place. */
    long place(TagType type, int timestampMillis) {
        if (type.isScript()) {
            return placed(started ? new TimestampUnwrapper(lastMillis).next(timestampMillis) : timestampMillis);
        }
        lastMillis = timestamps.next(timestampMillis);
        if (!started) {
            started = true;
            shiftMillis = startMillis - lastMillis;
        }
        long placed = placed(lastMillis);
        note(type, placed);
        return placed;
    }

    long durationMillis() {
        return empty ? 0 : Math.max(0, endMillis() - originMillis);
    }

    private long placed(long timestampMillis) {
        return shifted ? Math.max(startMillis, started ? timestampMillis + shiftMillis : startMillis) : timestampMillis;
    }

    private void note(TagType type, long timestampMillis) {
        if (empty) {
            origin(timestampMillis);
        }
        (type == TagType.VIDEO ? video : audio).note(timestampMillis);
    }

    private long endMillis() {
        return Math.max(audio.endMillis, video.endMillis);
    }

    /** Up to where a track goes; a frame takes as long as the one before it. */
    private static final class Extent {
        private boolean begun;
        private long lastMillis;
        private long stepMillis;
        private long endMillis = Long.MIN_VALUE;

        void note(long timestampMillis) {
            long step = timestampMillis - lastMillis;
            if (begun && step > 0 && step <= LONGEST_FRAME_MILLIS) {
                stepMillis = step;
            }
            begun = true;
            lastMillis = timestampMillis;
            endMillis = Math.max(endMillis, timestampMillis + stepMillis);
        }
    }
}
