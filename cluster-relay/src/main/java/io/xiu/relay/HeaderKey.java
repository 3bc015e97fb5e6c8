package io.xiu.relay;

import io.xiu.rtmp.message.MediaKind;
import java.util.List;

/**
 * Which header a frame is, so that a newer one takes its place.
 *
 * @param kind audio, video, or data for the metadata
 * @param part what of the track it describes
 * @param trackId number of the track (Enhanced RTMP v2, multitrack), 0 without
 */
record HeaderKey(MediaKind kind, Part part, int trackId) {
    static final HeaderKey METADATA = new HeaderKey(MediaKind.DATA, Part.METADATA, 0);
    static final List<HeaderKey> METADATA_ALONE = List.of(METADATA);

    enum Part {
        METADATA,
        SEQUENCE,
        COLOUR,
        CHANNELS
    }

    /** A new sequence header takes the place of everything that was said about its track. */
    boolean makesStale(HeaderKey older) {
        return part == Part.SEQUENCE && older.kind == kind && older.trackId == trackId;
    }
}
