package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.chunk.ChunkWriter;
import java.util.List;
import org.apache.mina.core.buffer.IoBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.red5.server.api.Red5;
import org.red5.server.net.rtmp.codec.RTMPProtocolEncoder;

/**
 * Writing messages as chunks, one message behind the other. The copy is one of all the bodies, to a place that is written
 * over each time, as the writer's is.
 */
@OperationsPerInvocation(Footage.MESSAGES)
public class ChunkWriterBenchmark extends Suite {
    /** The size of a chunk in bytes. */
    @Param({"128", "4096", "60000"})
    public int chunkSize = 4096;

    private final Footage footage = new Footage();
    private final List<byte[]> red5Bodies = footage.messages().stream()
            .map(message -> ByteBufUtil.getBytes(message.body()))
            .toList();
    private final ByteBuf bodies = footage.bodies();
    private final ByteBuf out = Unpooled.directBuffer(2 * footage.bodyBytes());
    private final RTMPProtocolEncoder red5Encoder = Red5Connection.encoder();
    private Red5Connection red5Connection = Red5Connection.open(chunkSize);
    private ChunkWriter writer = new ChunkWriter(chunkSize);

    /** Puts the chunk size in force. */
    @Setup(Level.Trial)
    public void prepare() {
        writer = new ChunkWriter(chunkSize);
        red5Connection = Red5Connection.open(chunkSize);
    }

    /** Frees what is held. */
    @TearDown(Level.Trial)
    public void release() {
        footage.release();
        bodies.release();
        out.release();
    }

    /** The chunk writer of this project. Returns the bytes written. */
    @Benchmark
    public int xiu() {
        out.clear();
        for (Footage.Message message : footage.messages()) {
            ChunkLayout.write(writer, message, out);
        }
        return out.readableBytes();
    }

    /** The bytes of all bodies, copied in one go. */
    @Benchmark
    public int copy() {
        int bytes = bodies.writerIndex();
        out.setBytes(0, bodies, 0, bytes);
        return bytes;
    }

    /** Red5's encoder, which makes a buffer for each message. Returns the bytes written. */
    @Benchmark
    public int red5() {
        Red5.setConnectionLocal(red5Connection);
        int bytes = 0;
        for (int i = 0; i < Footage.MESSAGES; i++) {
            IoBuffer encoded = red5Encoder.encodePacket(
                    Red5Connection.packet(footage.messages().get(i), red5Bodies.get(i)));
            bytes += encoded.remaining();
            encoded.free();
        }
        return bytes;
    }
}
