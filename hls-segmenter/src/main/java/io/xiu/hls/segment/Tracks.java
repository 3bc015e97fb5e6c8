package io.xiu.hls.segment;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.SampleCheck;
import io.xiu.hls.ts.TsMuxer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tracks are checked when they are given, and set when their period begins. */
final class Tracks {
    private Tracks() {}

    /** The one track of a kind, checked; null if there is none. */
    static @Nullable SampleCheck only(TrackKind kind, List<Track> tracks) throws TrackException {
        SampleCheck found = null;
        for (Track track : tracks) {
            if (track.kind() == kind) {
                if (found != null) {
                    throw new TrackException(Reason.TRACKS, "two tracks of a kind: " + tracks);
                }
                found = SampleCheck.of(track);
            }
        }
        return found;
    }

    static boolean same(@Nullable SampleCheck one, @Nullable SampleCheck other) {
        return (one == null || other == null) ? one == other : one.track().equals(other.track());
    }

    /** Sets tracks that were checked. */
    static void set(TsMuxer muxer, List<Track> tracks) {
        try {
            muxer.tracks(tracks);
        } catch (TrackException e) {
            throw new IllegalStateException("refused, though they were checked: " + tracks, e);
        }
    }

    /** Adds an audio track that was checked to tables nobody has read. */
    static void add(TsMuxer muxer, Track audio, ByteBuf packets, int index) {
        try {
            muxer.addAudio(audio, packets, index);
        } catch (TrackException e) {
            throw new IllegalStateException("refused, though it was checked: " + audio, e);
        }
    }
}
