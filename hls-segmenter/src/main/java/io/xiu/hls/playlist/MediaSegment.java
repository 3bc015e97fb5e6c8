package io.xiu.hls.playlist;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One segment as a media playlist lists it. Its media sequence number follows from its place.
 *
 * @param start what is said before its first part
 * @param uri where it is
 * @param duration EXTINF, not negative; rounded to whole seconds at most the target duration (4.4.4.1)
 * @param title EXTINF's second half, mostly empty
 * @param byteRange EXT-X-BYTERANGE: which part of the resource; null: all of it
 * @param gap EXT-X-GAP: it can't be fetched (4.4.4.7)
 * @param bitrateKbps EXT-X-BITRATE in force, in 1,000 bits per second (4.4.4.8); 0: none was said
 * @param parts EXT-X-PART, while it is near the end of the playlist
 */
public record MediaSegment(
        SegmentStart start,
        String uri,
        Duration duration,
        String title,
        @Nullable ByteRange byteRange,
        boolean gap,
        int bitrateKbps,
        List<MediaPart> parts) {
    public MediaSegment {
        Syntax.checkUri(uri);
        Syntax.checkNotNegative("duration", duration);
        Syntax.checkLine("title", title);
        Syntax.checkNotNegative("bitrate", bitrateKbps);
        parts = List.copyOf(parts);
    }

    /** A whole resource. */
    public MediaSegment(SegmentStart start, String uri, Duration duration) {
        this(start, uri, duration, "", null, false, 0, List.of());
    }

    /** The same with these parts. */
    public MediaSegment withParts(List<MediaPart> newParts) {
        return new MediaSegment(start, uri, duration, title, byteRange, gap, bitrateKbps, newParts);
    }

    /** The duration in milliseconds. */
    public long durationMillis() {
        return duration.toMillis();
    }

    /** EXT-X-DISCONTINUITY comes before it. */
    public boolean discontinuity() {
        return start.discontinuity();
    }
}
