package io.xiu.hls.playlist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is said where a segment begins, before its first part.
 *
 * @param discontinuity EXT-X-DISCONTINUITY: timestamps or tracks differ from those before (4.4.4.3)
 * @param map the initialization section in force: EXT-X-MAP is written where it changes; null: none
 * @param programDateTime EXT-X-PROGRAM-DATE-TIME of the first sample (4.4.4.6); null: not said
 */
public record SegmentStart(
        boolean discontinuity,
        @Nullable InitializationSection map,
        @Nullable Instant programDateTime) {
    /** Goes on as before, without an initialization section. */
    public static final SegmentStart PLAIN = new SegmentStart(false, null, null);

    public SegmentStart {
        if (programDateTime != null && !DateTime.isWritable(programDateTime)) {
            throw new IllegalArgumentException("program date time " + programDateTime);
        }
    }
}
