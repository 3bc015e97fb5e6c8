package io.xiu.server.sample;

import io.xiu.flv.TrackPacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first of a stream's tracks of one kind: the one that came first, and after a new beginning the one whose
 * sequence header comes first.
 */
final class FirstTrack {
    private static final int UNKNOWN_TRACK = -1;

    private final DropCounts drops;
    private int trackId = UNKNOWN_TRACK;
    private boolean atBeginning;

    FirstTrack(DropCounts drops) {
        this.drops = drops;
    }

    /** The timeline was set anew, perhaps because there is another publisher. */
    void beginAnew() {
        atBeginning = true;
    }

    /** The first track's packet among all of a tag, or null. */
    <H> @Nullable TrackPacket<H> among(List<TrackPacket<H>> packets, boolean sequenceHeader) {
        if (trackId == UNKNOWN_TRACK || (atBeginning && sequenceHeader)) {
            trackId = packets.get(0).trackId();
            atBeginning = false;
        }
        for (TrackPacket<H> packet : packets) {
            if (packet.trackId() == trackId) {
                return packet;
            }
        }
        drops.add(DropCounts.Reason.OTHER_TRACK);
        return null;
    }
}
