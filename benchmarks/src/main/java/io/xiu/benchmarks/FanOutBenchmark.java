package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Publishing messages to viewers on the same loop, a round of delivery for each; the viewers' connections take the bytes and
 * cost nothing. The copy is one of each message's body for each viewer, to a place that is written over each time: the least
 * that a queue of copies for each viewer would cost.
 */
@OperationsPerInvocation(Footage.MESSAGES)
public class FanOutBenchmark extends Suite {
    /** How many cursors there are in the log. */
    @Param({"1", "100", "10000"})
    public int viewers = 1;

    private final ByteBuf copy = Unpooled.directBuffer(1 << 16);
    private LiveScene scene = new LiveScene(0);

    /** Lets the viewers come. */
    @Setup(Level.Trial)
    public void prepare() {
        scene.release();
        scene = new LiveScene(viewers);
    }

    /** Frees what is held. */
    @TearDown(Level.Trial)
    public void release() {
        scene.release();
        copy.release();
    }

    /** The hub of this project. Returns the bytes that were delivered so far. */
    @Benchmark
    public long xiu() {
        return scene.publishInRounds();
    }

    /** Each body copied for each viewer. */
    @Benchmark
    public long copy() {
        long bytes = 0;
        for (Footage.Message message : scene.footage().messages()) {
            ByteBuf body = message.body();
            int length = body.writerIndex();
            for (int viewer = 0; viewer < viewers; viewer++) {
                copy.setBytes(0, body, 0, length);
                bytes += length;
            }
        }
        return bytes;
    }
}
