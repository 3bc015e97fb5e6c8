package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading chunks beside a plain copy of the same bytes. One operation is eight seconds of a publisher's stream of about
 * 2.1 Mb/s, in pieces of 64 KiB as a socket gives them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkReaderBenchmark {
    private static final int SECONDS = 8;
    private static final int FRAMES_PER_SECOND = 30;
    private static final int KEY_FRAME_EVERY = 60;
    private static final int KEY_FRAME_BYTES = 60_000;
    private static final int FRAME_BYTES = 7_500;
    private static final int AUDIO_BYTES = 370;
    private static final int SOCKET_READ_BYTES = 64 << 10;

    /** The publisher's chunk size: that of a silent client, of most programs, of this server. */
    @Param({"128", "4096", "60000"})
    public int chunkSize;

    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final ByteBuf wire = Unpooled.directBuffer();
    private final ByteBuf copy = Unpooled.directBuffer();

    /** Makes the stream. */
    @Setup(Level.Trial)
    public void makeStream() {
        ChunkWriter writer = new ChunkWriter(128);
        writer.write(new SetChunkSize(chunkSize), wire);
        ByteBuf body = Unpooled.directBuffer().writeZero(KEY_FRAME_BYTES);
        for (int frame = 0; frame < SECONDS * FRAMES_PER_SECOND; frame++) {
            int timestampMillis = frame * 1000 / FRAMES_PER_SECOND;
            body.writerIndex(frame % KEY_FRAME_EVERY == 0 ? KEY_FRAME_BYTES : FRAME_BYTES);
            writer.write(6, 9, 1, timestampMillis, body, wire);
            body.writerIndex(AUDIO_BYTES);
            writer.write(4, 8, 1, timestampMillis, body, wire);
        }
        writer.write(new SetChunkSize(128), wire);
        body.release();
        copy.ensureWritable(wire.readableBytes());
    }

    /** Frees the stream. */
    @TearDown(Level.Trial)
    public void free() {
        reader.release();
        wire.release();
        copy.release();
    }

    /** Reads every message and drops it. */
    @Benchmark
    public int read() throws RtmpException {
        int messages = 0;
        int end = wire.writerIndex();
        wire.readerIndex(0);
        for (int at = 0; at < end; ) {
            at = Math.min(end, at + SOCKET_READ_BYTES);
            wire.writerIndex(at);
            for (RtmpMessage message; (message = reader.read(wire)) != null; messages++) {
                if (message instanceof MediaMessage media) {
                    media.body().release();
                }
            }
        }
        wire.readerIndex(0);
        return messages;
    }

    /** The same messages, each copied from one place to a buffer of its own: what no reader can do without. */
    @Benchmark
    public int copyBodies() {
        int bytes = 0;
        for (int frame = 0; frame < SECONDS * FRAMES_PER_SECOND; frame++) {
            bytes += copyBody(bytes, frame % KEY_FRAME_EVERY == 0 ? KEY_FRAME_BYTES : FRAME_BYTES);
            bytes += copyBody(bytes, AUDIO_BYTES);
        }
        return bytes;
    }

    private int copyBody(int at, int length) {
        ByteBuf body = ByteBufAllocator.DEFAULT.directBuffer(length, length);
        body.writeBytes(wire, at, length);
        body.release();
        return length;
    }

    /** The same bytes, copied at memory speed. */
    @Benchmark
    public ByteBuf copy() {
        return copy.setBytes(0, wire, 0, wire.readableBytes());
    }
}
