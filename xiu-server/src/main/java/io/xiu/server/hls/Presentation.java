package io.xiu.server.hls;

import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import io.xiu.hls.playlist.StreamDescription;
import io.xiu.hls.playlist.Variant;
import java.util.List;

/**
 * What a player has to know of a stream before it fetches a segment.
 *
 * @param tracks of the newest segment
 * @param framesPerSecond 0 if it isn't known
 */
record Presentation(List<Track> tracks, double framesPerSecond) {
    Presentation {
        tracks = List.copyOf(tracks);
    }

    /** As a multivariant playlist says it; the codecs only if all of them can be named. */
    Variant variant(String uri, long peakBitsPerSecond, long averageBitsPerSecond) {
        StreamDescription description = new StreamDescription(peakBitsPerSecond).withAverage(averageBitsPerSecond);
        List<String> codecs = tracks.stream().map(Track::codecString).toList();
        if (codecs.stream().noneMatch(String::isEmpty)) {
            description = description.withCodecs(String.join(",", codecs));
        }
        for (Track track : tracks) {
            if (track.kind() == TrackKind.VIDEO && track.width() > 0 && track.height() > 0) {
                description = description.withResolution(track.width(), track.height());
            }
        }
        return new Variant(uri, description).withFrameRate(framesPerSecond);
    }
}
