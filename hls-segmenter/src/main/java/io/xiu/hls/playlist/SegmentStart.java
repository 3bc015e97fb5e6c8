package io.xiu.hls.playlist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said where a segment begins, before its first part.
 *
 * @param discontinuity EXT-X-DISCONTINUITY: timestamps or tracks differ from those before (4.4.4.3)
 * @param map the initialization section in force: EXT-X-MAP is written where it changes; null: none
 * @param programDateTime EXT-X-PROGRAM-DATE-TIME of the first sample (4.4.4.6); null: not said
 * @param keys the keys in force, no two of one format: EXT-X-KEY is written where they change; empty: not encrypted
 */
public record SegmentStart(
        boolean discontinuity,
        @Nullable InitializationSection map,
        @Nullable Instant programDateTime,
        List<EncryptionKey> keys) {
    /** Goes on as before, without an initialization section and not encrypted. */
    public static final SegmentStart PLAIN = new SegmentStart(false, null, null);

    public SegmentStart {
        if (programDateTime != null) {
            DateTime.check("program date time", programDateTime);
        }
        keys = EncryptionKey.checked(keys);
    }

    /** Of a segment that isn't encrypted. */
    public SegmentStart(boolean discontinuity, @Nullable InitializationSection map, @Nullable Instant programDateTime) {
        this(discontinuity, map, programDateTime, List.of());
    }
}
