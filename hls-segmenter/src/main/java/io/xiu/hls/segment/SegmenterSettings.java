package io.xiu.hls.segment;

import java.util.Objects;

/**
 * How segments are cut.
 *
 * @param fragmentSeconds length that segments aim at: 1 to 3,600; the target duration is at least this
 * @param maximumSegmentBytes a segment is cut before its samples would take it past this: at least 1 MiB. Tables at the
 *     start of parts, boxes around fragments and the PCRs that fill a gap may be on top
 * @param firstSequence media sequence number of the first segment, not negative
 * @param format what segments are written as
 * @param partMillis the longest a part may be: 20 to 60,000; 0: no parts. It had better be a multiple of the distance
 *     between frames: parts are as long as fits, and players want them to be 85 % of this at least
 * @param firstInitialization number of the first initialization segment, not negative
 */
public record SegmenterSettings(
        int fragmentSeconds,
        int maximumSegmentBytes,
        long firstSequence,
        SegmentFormat format,
        int partMillis,
        int firstInitialization) {
    /** MPEG-TS segments of 5 s and at most 50 MiB, from number 0, without parts. */
    public static final SegmenterSettings DEFAULT = new SegmenterSettings(5, 50 * 1024 * 1024, 0);

    private static final int MIN_PART_MILLIS = 20;
    private static final int MAX_PART_MILLIS = 60_000;

    public SegmenterSettings {
        if (fragmentSeconds < 1 || fragmentSeconds > 3_600) {
            throw new IllegalArgumentException("fragment of " + fragmentSeconds + " s");
        }
        if (maximumSegmentBytes < 1024 * 1024) {
            throw new IllegalArgumentException("segments of at most " + maximumSegmentBytes + " bytes");
        }
        if (firstSequence < 0) {
            throw new IllegalArgumentException("media sequence " + firstSequence);
        }
        Objects.requireNonNull(format);
        if (partMillis != 0 && (partMillis < MIN_PART_MILLIS || partMillis > MAX_PART_MILLIS)) {
            throw new IllegalArgumentException("parts of " + partMillis + " ms");
        }
        if (firstInitialization < 0) {
            throw new IllegalArgumentException("initialization segment " + firstInitialization);
        }
    }

    /** MPEG-TS segments without parts. */
    public SegmenterSettings(int fragmentSeconds, int maximumSegmentBytes, long firstSequence) {
        this(fragmentSeconds, maximumSegmentBytes, firstSequence, SegmentFormat.TS, 0, 0);
    }

    /** The same with another length to aim at, in seconds. */
    public SegmenterSettings withFragmentSeconds(int seconds) {
        return new SegmenterSettings(
                seconds, maximumSegmentBytes, firstSequence, format, partMillis, firstInitialization);
    }

    /** The same in another format. */
    public SegmenterSettings withFormat(SegmentFormat newFormat) {
        return new SegmenterSettings(
                fragmentSeconds, maximumSegmentBytes, firstSequence, newFormat, partMillis, firstInitialization);
    }

    /** The same with parts of at most so many milliseconds, or with 0 without parts. */
    public SegmenterSettings withPartMillis(int millis) {
        return new SegmenterSettings(
                fragmentSeconds, maximumSegmentBytes, firstSequence, format, millis, firstInitialization);
    }

    /** The same with another number of the first initialization segment. */
    public SegmenterSettings withFirstInitialization(int number) {
        return new SegmenterSettings(fragmentSeconds, maximumSegmentBytes, firstSequence, format, partMillis, number);
    }
}
