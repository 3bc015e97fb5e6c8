package io.xiu.hls.segment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.hls.ts.TsOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes segments as MPEG-TS: tables where playing may begin, and no audio left over at the end of a part. */
final class TsSegmentWriter implements SegmentWriter {
    private final SegmentBuffer buffer;
    private TsMuxer muxer;

    TsSegmentWriter(ByteBufAllocator allocator) {
        buffer = new SegmentBuffer(allocator);
        muxer = new TsMuxer(buffer);
    }

    @Override
    public void startPeriod(List<Track> tracks, boolean discontinuity) {
        Tracks.set(muxer, tracks);
        if (discontinuity) {
            muxer.discontinuity();
        }
    }

    @Override
    public boolean addAudio(Track audio) {
        if (buffer.hasGivenParts()) {
            return false;
        }
        try {
            muxer.addAudio(audio, buffer.firstBlock(), TsOutput.PACKET_BYTES);
        } catch (TrackException e) {
            throw Tracks.checkedBefore(e);
        }
        return true;
    }

    @Override
    public void startPart(boolean firstOfSegment, boolean independent) {
        if (firstOfSegment || independent) {
            muxer.writeTables();
        }
    }

    @Override
    public boolean takes(Sample sample, long maximumSegmentBytes) {
        return true;
    }

    @Override
    public long bytesWith(Sample sample) {
        return buffer.bytes() + muxer.encodedBytes(sample);
    }

    @Override
    public void write(Sample sample, long clock90k) {
        muxer.write(sample, clock90k);
    }

    @Override
    public ByteBuf endPart(long end90k) {
        muxer.flush();
        return buffer.part();
    }

    @Override
    public ByteBuf endSegment(long end90k) {
        muxer.flush();
        return buffer.take();
    }

    @Override
    public @Nullable InitializationSegment initialization() {
        return null;
    }

    @Override
    public long bytes() {
        return buffer.bytes();
    }

    @Override
    public void discard() {
        muxer = new TsMuxer(buffer); // nobody has what the old one wrote
        buffer.release();
    }
}
