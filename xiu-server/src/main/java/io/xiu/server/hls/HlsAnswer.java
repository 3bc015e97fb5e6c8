package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.segment.SegmentFormat;

/** What a player gets for a request. */
sealed interface HlsAnswer {
    /** A playlist. */
    record Playlist(PlaylistText text) implements HlsAnswer {}

    /**
     * A media segment, or the initialization segment of some.
     *
     * @param data the receiver's, who releases it
     */
    record Media(SegmentFormat format, ByteBuf data) implements HlsAnswer {}

    /**
     * There is nothing.
     *
     * @param reason for the player's user
     */
    record Absent(String reason) implements HlsAnswer {}
}
