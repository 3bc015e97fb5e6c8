package io.xiu.relay;

import io.xiu.rtmp.message.MediaKind;

/**
 * How frames become bytes for a group of viewers that all get the same bytes. A value: viewers of equal formats share
 * one {@link WireLog}, and with it the bytes of one {@link #encoder}.
 *
 * <p>The format itself encodes what a viewer gets of its own where it starts, the headers in force there; it does so on
 * any thread.
 */
public interface WireFormat extends FrameEncoder {
    /** Encodes a log, from its first frame on. A format that encodes each frame without looking back is its own encoder. */
    default FrameEncoder encoder() {
        return this;
    }

    /** Which kinds of media this format carries. */
    TrackSelection tracks();

    /** Whether it has to be known which tracks the stream carries before a viewer gets its first byte. */
    boolean announcesTracks();

    /** At a sync point or, where no video is carried, at any coded audio. */
    @Override
    default boolean startsViewers(MediaFrame frame) {
        boolean audio = frame.role() == MediaFrame.Role.CODED && frame.kind() == MediaKind.AUDIO;
        return frame.role() == MediaFrame.Role.SYNC || (audio && !tracks().video());
    }
}
