package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/** Finds the frames of one audio codec in an elementary stream. */
interface FrameParser {
    /** The frame that begins at an index, perhaps not all there ({@link AudioFrame#CUT} included); null if none does. */
    @Nullable
    AudioFrame parse(ByteBuf stream, int at);

    /** The track of the frame at an index, which is all there. The same object while nothing changes. */
    Track track(ByteBuf stream, int at);
}
