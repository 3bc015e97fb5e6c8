package io.xiu.hls.segment;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the samples between two cuts in one format. */
sealed interface SegmentWriter permits TsSegmentWriter, Mp4SegmentWriter {
    /** Begins with these tracks, which were checked, where no segment is open. */
    void startPeriod(List<Track> tracks, boolean discontinuity);

    /** Adds an audio track, which was checked, to the period; false if somebody may have seen it without. */
    boolean addAudio(Track audio);

    /** Begins a part; playing may begin with an {@code independent} one. The first of a segment begins that, too. */
    void startPart(boolean firstOfSegment, boolean independent);

    /** Says whether the sample can be written where the period has come to, in segments of at most so many bytes. */
    boolean takes(Sample sample, long maximumSegmentBytes);

    /** Bytes that the segment has at most with this sample. */
    long bytesWith(Sample sample);

    /** Writes a sample that it {@link #takes}, or keeps it until the part ends; its data stays the caller's. */
    void write(Sample sample, long clock90k);

    /** Ends the part, and gives its bytes: the segment's, retained once more. */
    ByteBuf endPart(long end90k);

    /** Ends the segment and its last part, if that has not ended, and gives all its bytes. */
    ByteBuf endSegment(long end90k);

    /** What must be read before the segments of the period; null if there is nothing. */
    @Nullable
    InitializationSegment initialization();

    /** Bytes held. */
    long bytes();

    /** Drops the segment. */
    void discard();
}
