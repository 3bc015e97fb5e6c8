package io.xiu.hls.playlist;

import java.time.Duration;
import java.util.Objects;

/**
 * EXT-X-START: where to begin (4.4.2.2).
 *
 * @param timeOffset from the beginning; negative: from the end
 * @param precise samples before it in its segment should not be shown
 */
public record StartPoint(Duration timeOffset, boolean precise) {
    public StartPoint {
        Objects.requireNonNull(timeOffset);
    }
}
