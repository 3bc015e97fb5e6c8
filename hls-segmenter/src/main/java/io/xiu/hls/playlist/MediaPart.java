package io.xiu.hls.playlist;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * EXT-X-PART: a part of a segment (4.4.4.9).
 *
 * @param uri where it is
 * @param duration not negative; at most the part target duration, and at least 85 % of it but for the last of a segment
 *     and independent ones
 * @param independent it has a frame that needs no other
 * @param gap it can't be fetched
 * @param byteRange which part of the resource; null: all of it
 */
public record MediaPart(
        String uri,
        Duration duration,
        boolean independent,
        boolean gap,
        @Nullable ByteRange byteRange) {
    public MediaPart {
        Syntax.checkUri(uri);
        Objects.requireNonNull(duration);
        Syntax.checkNotNegative("duration", duration);
    }
}
