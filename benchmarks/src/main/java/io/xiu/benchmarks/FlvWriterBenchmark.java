package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTagWriter;
import io.xiu.flv.TagType;
import io.xiu.rtmp.message.MediaKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Writing messages as FLV tags, one behind the other. The copy is one of all the bodies, to a place that is written over
 * each time, as the writer's is.
 */
@OperationsPerInvocation(Footage.MESSAGES)
public class FlvWriterBenchmark extends Suite {
    private final Footage footage = new Footage();
    private final ByteBuf bodies = footage.bodies();
    private final ByteBuf out = Unpooled.directBuffer(2 * footage.bodyBytes());

    /** Frees what is held. */
    @TearDown
    public void release() {
        footage.release();
        bodies.release();
        out.release();
    }

    /** The tag writer of this project. Returns the bytes written. */
    @Benchmark
    public int xiu() {
        out.clear();
        write(footage, out);
        return out.readableBytes();
    }

    /** The bytes of all bodies, copied in one go. */
    @Benchmark
    public int copy() {
        int bytes = bodies.writerIndex();
        out.setBytes(0, bodies, 0, bytes);
        return bytes;
    }

    /** The footage as a file. */
    static ByteBuf file() {
        Footage footage = new Footage();
        ByteBuf file = Unpooled.directBuffer(2 * footage.bodyBytes());
        new FlvHeader(true, true).write(file);
        write(footage, file);
        footage.release();
        return file;
    }

    private static void write(Footage footage, ByteBuf out) {
        for (Footage.Message message : footage.messages()) {
            TagType type = message.kind() == MediaKind.VIDEO ? TagType.VIDEO : TagType.AUDIO;
            FlvTagWriter.write(type, message.timestampMillis(), message.body(), out);
        }
    }
}
