package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Appending messages to a live stream that one viewer watches: looked into, timed, kept for those who join, and written to
 * the log. The viewer gets eight seconds in one round, so that delivery hardly counts. The copy is one of all the bodies, to
 * a place that is written over each time.
 */
@OperationsPerInvocation(Footage.MESSAGES)
public class LogAppendBenchmark extends Suite {
    private final LiveScene scene = new LiveScene(1);
    private final ByteBuf bodies = scene.footage().bodies();
    private final ByteBuf copy = Unpooled.directBuffer(bodies.readableBytes());

    /** Frees what is held. */
    @TearDown
    public void release() {
        scene.release();
        bodies.release();
        copy.release();
    }

    /** The log of this project. Returns the bytes that were delivered so far. */
    @Benchmark
    public long xiu() {
        return scene.publishAtOnce();
    }

    /** The bytes of all bodies, copied in one go. */
    @Benchmark
    public int copy() {
        int bytes = bodies.writerIndex();
        copy.setBytes(0, bodies, 0, bytes);
        return bytes;
    }
}
