package io.xiu.hls.segment;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A finished segment.
 *
 * @param sequence media sequence number
 * @param duration90k in 1/90,000 s; rounded to whole seconds it is at most the target duration
 * @param targetDurationSeconds the same for all segments of a segmenter
 * @param discontinuity the timestamps or tracks differ from those of the segment before
 * @param keyFrameFirst playing can begin here: the first video frame is a key frame, or there is no video
 * @param programDateTimeMillis wall clock at the first frame, milliseconds since 1970
 * @param format what the data is
 * @param initialization what must be read before it; null for {@link SegmentFormat#TS}
 * @param data TS packets, or movie fragments; owned by who holds the segment
 */
public record Segment(
        long sequence,
        long duration90k,
        int targetDurationSeconds,
        boolean discontinuity,
        boolean keyFrameFirst,
        long programDateTimeMillis,
        SegmentFormat format,
        @Nullable InitializationSegment initialization,
        ByteBuf data) {
    /** The same with a discontinuity before it; its data not retained again. */
    public Segment withDiscontinuity() {
        return new Segment(
                sequence,
                duration90k,
                targetDurationSeconds,
                true,
                keyFrameFirst,
                programDateTimeMillis,
                format,
                initialization,
                data);
    }
}
