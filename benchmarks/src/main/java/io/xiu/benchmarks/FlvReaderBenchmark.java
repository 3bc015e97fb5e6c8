package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Reading FLV tags. Their bodies are parts of the input, so no media is copied and this may well be quicker than the copy,
 * which is one of all the bytes, to a place that is written over each time.
 */
@OperationsPerInvocation(Footage.MESSAGES)
public class FlvReaderBenchmark extends Suite {
    private static final int LONGEST_BODY = 1 << 20;

    private final ByteBuf file = FlvWriterBenchmark.file();
    private final ByteBuf copy = Unpooled.directBuffer(file.readableBytes());

    /** Frees what is held. */
    @TearDown
    public void release() {
        file.release();
        copy.release();
    }

    /** The tag reader of this project. Returns the bytes of all bodies. */
    @Benchmark
    public int xiu() throws FlvException {
        int bytes = 0;
        file.readerIndex(0);
        FlvTagReader reader = new FlvTagReader(LONGEST_BODY);
        for (FlvTag tag; (tag = reader.read(file)) != null; ) {
            bytes += tag.body().readableBytes();
            tag.body().release();
        }
        return bytes;
    }

    /** The file, copied in one go. */
    @Benchmark
    public int copy() {
        int bytes = file.writerIndex();
        copy.setBytes(0, file, 0, bytes);
        return bytes - FlvHeader.BYTES;
    }
}
