package io.xiu.hls.playlist;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a media playlist says once for all its segments (4.4.2 and 4.4.3).
 *
 * @param targetDurationSeconds EXT-X-TARGETDURATION, not negative
 * @param mediaSequence EXT-X-MEDIA-SEQUENCE: the number of the first segment, not negative
 * @param discontinuitySequence EXT-X-DISCONTINUITY-SEQUENCE: discontinuities that have left the playlist, not negative
 * @param type EXT-X-PLAYLIST-TYPE; null: segments come and go
 * @param independentSegments EXT-X-INDEPENDENT-SEGMENTS: every segment can be decoded without another
 * @param iFramesOnly EXT-X-I-FRAMES-ONLY: every segment is one key frame
 * @param start EXT-X-START; null: the player decides
 * @param serverControl EXT-X-SERVER-CONTROL; null: the server does nothing more
 * @param partTarget EXT-X-PART-INF: the longest a part may be, more than 0; null: there are no parts. With it the server
 *     control has a part hold back
 */
public record MediaHeader(
        int targetDurationSeconds,
        long mediaSequence,
        long discontinuitySequence,
        @Nullable PlaylistType type,
        boolean independentSegments,
        boolean iFramesOnly,
        @Nullable StartPoint start,
        @Nullable ServerControl serverControl,
        @Nullable Duration partTarget) {
    public MediaHeader {
        Syntax.checkNotNegative("target duration", targetDurationSeconds);
        Syntax.checkNotNegative("media sequence", mediaSequence);
        Syntax.checkNotNegative("discontinuity sequence", discontinuitySequence);
        if (partTarget != null) {
            if (partTarget.isNegative() || partTarget.isZero()) {
                throw new IllegalArgumentException("part target of " + partTarget);
            }
            if (serverControl == null || serverControl.partHoldBack() == null) {
                throw new IllegalArgumentException("a part target without a part hold back");
            }
        }
    }

    /** Of segments that come and go, without parts. */
    public static MediaHeader of(int targetDurationSeconds, long mediaSequence, long discontinuitySequence) {
        return new MediaHeader(
                targetDurationSeconds, mediaSequence, discontinuitySequence, null, false, false, null, null, null);
    }

    /** The same with a type. */
    public MediaHeader withType(PlaylistType newType) {
        return new MediaHeader(
                targetDurationSeconds,
                mediaSequence,
                discontinuitySequence,
                newType,
                independentSegments,
                iFramesOnly,
                start,
                serverControl,
                partTarget);
    }

    /** The same with EXT-X-INDEPENDENT-SEGMENTS. */
    public MediaHeader withIndependentSegments() {
        return new MediaHeader(
                targetDurationSeconds,
                mediaSequence,
                discontinuitySequence,
                type,
                true,
                iFramesOnly,
                start,
                serverControl,
                partTarget);
    }

    /** The same with what the server does, and the longest a part may be, if there are parts. */
    public MediaHeader withServerControl(ServerControl control, @Nullable Duration newPartTarget) {
        return new MediaHeader(
                targetDurationSeconds,
                mediaSequence,
                discontinuitySequence,
                type,
                independentSegments,
                iFramesOnly,
                start,
                control,
                newPartTarget);
    }
}
