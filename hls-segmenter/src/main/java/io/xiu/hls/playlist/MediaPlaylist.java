package io.xiu.hls.playlist;

import java.util.List;

/**
 * A media playlist at one moment (RFC 8216, 4.3.3).
 *
 * @param targetDurationSeconds EXT-X-TARGETDURATION
 * @param mediaSequence EXT-X-MEDIA-SEQUENCE: the number of the first segment
 * @param discontinuitySequence EXT-X-DISCONTINUITY-SEQUENCE: discontinuities that have left the playlist
 * @param segments with consecutive numbers
 * @param ended EXT-X-ENDLIST
 */
public record MediaPlaylist(
        int targetDurationSeconds,
        long mediaSequence,
        long discontinuitySequence,
        List<MediaSegment> segments,
        boolean ended) {
    public MediaPlaylist {
        segments = List.copyOf(segments);
    }
}
