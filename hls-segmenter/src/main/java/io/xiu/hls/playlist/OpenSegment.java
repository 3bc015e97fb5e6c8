package io.xiu.hls.playlist;

import java.util.List;

/**
 * The segment at the end of a live playlist of which only parts are there yet.
 *
 * @param parts at least one
 */
public record OpenSegment(SegmentStart start, List<MediaPart> parts) {
    public OpenSegment {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no parts");
        }
    }
}
