package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.TrackException;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.Segmenter;
import io.xiu.hls.segment.SegmenterSettings;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Cutting pictures and sound into HLS segments of 2 s, which are let go of when they are complete. The copy is one of all
 * the bodies, to a place that is written over each time.
 */
@OperationsPerInvocation(Footage.MESSAGES)
public class SegmenterBenchmark extends Suite {
    private static final int FRAGMENT_SECONDS = 2;

    private final Footage footage = new Footage();
    private final List<Sample> samples = TsBenchmark.samples(footage);
    private final ByteBuf bodies = footage.bodies();
    private final ByteBuf copy = Unpooled.directBuffer(bodies.readableBytes());

    /** Frees what is held. */
    @TearDown
    public void release() {
        footage.release();
        bodies.release();
        copy.release();
    }

    /** The segmenter of this project. Returns the bytes of all segments. */
    @Benchmark
    public int xiu() throws TrackException {
        Segmenter segmenter = new Segmenter(
                SegmenterSettings.DEFAULT.withFragmentSeconds(FRAGMENT_SECONDS), ByteBufAllocator.DEFAULT);
        segmenter.tracks(Footage.tracks());
        int bytes = 0;
        for (Sample sample : samples) {
            sample.data().retain();
            segmenter.write(sample, sample.dts90k());
            bytes += drain(segmenter);
        }
        segmenter.finish();
        bytes += drain(segmenter);
        segmenter.release();
        return bytes;
    }

    /** The bytes of all bodies, copied in one go. */
    @Benchmark
    public int copy() {
        int bytes = bodies.writerIndex();
        copy.setBytes(0, bodies, 0, bytes);
        return bytes;
    }

    private static int drain(Segmenter segmenter) {
        int bytes = 0;
        for (Segment segment; (segment = segmenter.poll()) != null; ) {
            bytes += segment.data().readableBytes();
            segment.data().release();
        }
        return bytes;
    }
}
