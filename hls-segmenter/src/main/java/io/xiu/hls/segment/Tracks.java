package io.xiu.hls.segment;

import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.TrackKind;
import io.xiu.hls.mp4.Mp4Muxer;
import io.xiu.hls.ts.TsMuxer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tracks are checked when they are given, and set when their period begins. */
final class Tracks {
    private Tracks() {}

    /** The one track of a kind, checked; null if there is none. */
    static @Nullable TrackCheck only(TrackKind kind, List<Track> tracks, SegmentFormat format) throws TrackException {
        TrackCheck found = null;
        for (Track track : tracks) {
            if (track.kind() == kind) {
                if (found != null) {
                    throw new TrackException(Reason.TRACKS, "two tracks of a kind: " + tracks);
                }
                found = TrackCheck.of(track, format);
            }
        }
        return found;
    }

    /** Refuses tracks that can be written, but not together. */
    static void checkTogether(List<Track> tracks, SegmentFormat format) throws TrackException {
        if (format == SegmentFormat.FMP4 && !tracks.isEmpty()) {
            new Mp4Muxer(tracks).release();
        }
    }

    static boolean same(@Nullable TrackCheck one, @Nullable TrackCheck other) {
        return (one == null || other == null) ? one == other : one.track().equals(other.track());
    }

    /** Sets tracks that were checked. */
    static void set(TsMuxer muxer, List<Track> tracks) {
        try {
            muxer.tracks(tracks);
        } catch (TrackException e) {
            throw checkedBefore(e);
        }
    }

    /** What to throw where tracks are refused that were checked. */
    static IllegalStateException checkedBefore(TrackException refusal) {
        return new IllegalStateException("refused, though it was checked", refusal);
    }
}
