package io.xiu.hls.playlist;

import java.util.Collection;
import java.util.List;

/** Bits per second of segments, as multivariant playlists announce them (4.4.6.2). */
final class Bandwidth {
    private static final long BITS_MILLIS = 8_000;

    private Bandwidth() {}

    /** The most that segments in a row of half to one and a half target durations have; 0 without segments. */
    static long peak(Collection<HeldSegment> segments, int targetDurationSeconds) {
        List<HeldSegment> all = List.copyOf(segments);
        long least = targetDurationSeconds * 500L;
        long most = targetDurationSeconds * 1_500L;
        long peak = 0;
        for (int first = 0; first < all.size(); first++) {
            long bytes = 0;
            long millis = 0;
            for (int last = first; last < all.size() && millis + all.get(last).millis() <= most; last++) {
                bytes += all.get(last).bytes();
                millis += all.get(last).millis();
                if (millis >= least) {
                    peak = Math.max(peak, bitsPerSecond(bytes, millis));
                }
            }
        }
        return Math.max(peak, average(segments));
    }

    /** The mean; 0 without segments. */
    static long average(Collection<HeldSegment> segments) {
        long bytes = 0;
        long millis = 0;
        for (HeldSegment segment : segments) {
            bytes += segment.bytes();
            millis += segment.millis();
        }
        return millis == 0 ? 0 : bitsPerSecond(bytes, millis);
    }

    private static long bitsPerSecond(long bytes, long millis) {
        return (bytes * BITS_MILLIS + millis - 1) / millis;
    }
}
