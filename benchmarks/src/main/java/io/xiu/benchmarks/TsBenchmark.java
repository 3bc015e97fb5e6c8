package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.hls.ts.TsOutput;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Muxing pictures and sound into MPEG-TS packets. The copy is one of all the bodies, to a place that is written over each
 * time, as the muxer's is.
 */
@OperationsPerInvocation(Footage.MESSAGES)
public class TsBenchmark extends Suite {
    private static final int TICKS_PER_MILLI = 90;

    private final Footage footage = new Footage();
    private final List<Sample> samples = samples(footage);
    private final ByteBuf bodies = footage.bodies();
    private final ByteBuf out = Unpooled.directBuffer(2 * footage.bodyBytes());

    /** Frees what is held. */
    @TearDown
    public void release() {
        footage.release();
        bodies.release();
        out.release();
    }

    /** The muxer of this project. Returns the bytes written. */
    @Benchmark
    public int xiu() throws TrackException {
        out.clear();
        TsMuxer muxer = new TsMuxer(TsOutput.to(out));
        muxer.tracks(Footage.tracks());
        muxer.writeTables();
        for (Sample sample : samples) {
            muxer.write(sample, sample.dts90k());
        }
        muxer.flush();
        return out.readableBytes();
    }

    /** The bytes of all bodies, copied in one go. */
    @Benchmark
    public int copy() {
        int bytes = bodies.writerIndex();
        out.setBytes(0, bodies, 0, bytes);
        return bytes;
    }

    /** The footage as samples, whose data the footage keeps. */
    static List<Sample> samples(Footage footage) {
        return footage.messages().stream()
                .map(message -> {
                    long dts90k = (long) message.timestampMillis() * TICKS_PER_MILLI;
                    return new Sample(message.track(), dts90k, dts90k, message.keyFrame(), message.media());
                })
                .toList();
    }
}
