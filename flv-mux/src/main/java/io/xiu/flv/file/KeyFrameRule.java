package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.FrameType;
import io.xiu.flv.VideoHeader;

/** Tells the coded key frames of the video track that came first from everything else. */
final class KeyFrameRule {
    /** As much of a body as any header of a video packet takes that is in its place. */
    static final int LOOK_BYTES = 64;

    private static final int NO_TRACK = -1;

    private int firstTrackId = NO_TRACK;

    /** Whether this is the body, or the first bytes of the body, of such a key frame. */
    boolean holdsFor(ByteBuf videoBody) {
        try {
            VideoHeader header = VideoHeader.read(videoBody);
            if (header.frameType() == FrameType.COMMAND) {
                return false;
            }
            if (firstTrackId == NO_TRACK) {
                firstTrackId = header.trackId();
            }
            return header.trackId() == firstTrackId && header.isKeyFrame();
        } catch (FlvException e) {
            return false;
        }
    }
}
