package io.xiu.server.hls;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.Segmenter;
import io.xiu.hls.segment.SegmenterSettings;
import io.xiu.relay.FrameReader;
import io.xiu.relay.MediaFrame;
import io.xiu.server.sample.FlvAdapter;
import io.xiu.server.sample.SampleSink;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts one live stream into segments, on the stream's writer. A defect here ends the stream's HLS and nothing else. */
final class StreamSegmenter implements FrameReader, SampleSink {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSegmenter.class);
    private static final int MAX_SEGMENT_BYTES = 32 << 20;

    private final HlsStream stream;
    private final InstantSource clock;
    private final LongSupplier millis;
    private final Segmenter segmenter;
    private final FlvAdapter adapter = new FlvAdapter(this, false);
    private boolean over;

    StreamSegmenter(
            HlsStream stream,
            int fragmentSeconds,
            ByteBufAllocator allocator,
            InstantSource clock,
            LongSupplier millis) {
        this.stream = stream;
        this.clock = clock;
        this.millis = millis;
        segmenter = new Segmenter(
                new SegmenterSettings(fragmentSeconds, MAX_SEGMENT_BYTES, stream.nextSequence()), allocator);
    }

    @Override
    public void frame(MediaFrame frame) {
        if (over) {
            return;
        }
        try {
            adapter.frame(frame);
            deliver();
        } catch (RuntimeException e) {
            LOG.error("{}: HLS ends on a defect", stream.live().key(), e);
            end();
        }
    }

    @Override
    public void ended() {
        if (!over) {
            segmenter.finish();
            deliver();
            end();
        }
    }

    @Override
    public void tracks(List<Track> tracks) {
        try {
            segmenter.tracks(tracks);
        } catch (TrackException e) {
            throw new IllegalStateException("refused, though they were checked: " + tracks, e);
        }
    }

    @Override
    public void sample(Sample sample) {
        segmenter.write(sample, clock.millis());
    }

    @Override
    public void discontinuity() {
        segmenter.discontinuity();
    }

    @Override
    public void leftOut(String reason) {
        LOG.warn("{}: {}", stream.live().key(), reason);
    }

    @Override
    public void unsupported(@Nullable String reason) {
        stream.unsupported(reason);
    }

    private void deliver() {
        for (Segment segment; (segment = segmenter.poll()) != null; ) {
            stream.add(segment, millis.getAsLong());
        }
    }

    private void end() {
        over = true;
        segmenter.release();
        stream.end(millis.getAsLong());
    }
}
