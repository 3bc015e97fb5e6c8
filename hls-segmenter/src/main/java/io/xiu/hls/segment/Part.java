package io.xiu.hls.segment;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A finished part of a segment that mostly isn't finished yet. The data of all parts of a segment, one after the other,
 * is the segment's, and shares its memory.
 *
 * @param sequence media sequence number of its segment
 * @param index its place in the segment, from 0
 * @param duration90k in 1/90,000 s, at most what the settings say
 * @param independent playing can begin here: it starts with a key frame, or there is no video
 * @param discontinuity of its segment
 * @param programDateTimeMillis of its segment
 * @param format of its segment
 * @param initialization of its segment
 * @param data TS packets, or a movie fragment; owned by who holds the part
 */
public record Part(
        long sequence,
        int index,
        long duration90k,
        boolean independent,
        boolean discontinuity,
        long programDateTimeMillis,
        SegmentFormat format,
        @Nullable InitializationSegment initialization,
        ByteBuf data) {
    /** The same with a discontinuity before its segment; its data not retained again. */
    public Part withDiscontinuity() {
        return new Part(
                sequence, index, duration90k, independent, true, programDateTimeMillis, format, initialization, data);
    }
}
