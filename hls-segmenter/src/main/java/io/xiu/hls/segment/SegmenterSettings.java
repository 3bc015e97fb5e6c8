package io.xiu.hls.segment;

/**
 * How segments are cut.
 *
 * @param fragmentSeconds length that segments aim at: 1 to 3,600; the target duration is at least this
 * @param maximumSegmentBytes a segment is cut before it would grow past this: at least 1 MiB
 * @param firstSequence media sequence number of the first segment, not negative
 */
public record SegmenterSettings(int fragmentSeconds, int maximumSegmentBytes, long firstSequence) {
    /** Segments of 5 s and at most 50 MiB, from number 0. */
    public static final SegmenterSettings DEFAULT = new SegmenterSettings(5, 50 * 1024 * 1024, 0);

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
    }

    public SegmenterSettings withFragmentSeconds(int seconds) {
        return new SegmenterSettings(seconds, maximumSegmentBytes, firstSequence);
    }
}
