package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import org.apache.mina.core.buffer.IoBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.red5.server.net.rtmp.codec.RTMPProtocolDecoder;
import org.red5.server.net.rtmp.message.Packet;

/**
 * Reading a publisher's chunks, in pieces of 64 KiB as a socket gives them.
 *
 * <p>The copy is one of all the bytes, to a place as large that is written over each time. The bodies read are released at
 * once and their memory is used again, as with any reader that passes messages on.
 */
@OperationsPerInvocation(Footage.MESSAGES)
public class ChunkReaderBenchmark extends Suite {
    private static final int SOCKET_READ_BYTES = 64 << 10;

    /** How the messages are cut. */
    @Param
    public ChunkLayout layout = ChunkLayout.CHUNKS_4096;

    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final RTMPProtocolDecoder red5Decoder = Red5Connection.decoder();
    private final IoBuffer red5Input = IoBuffer.allocate(4 * SOCKET_READ_BYTES);
    private ByteBuf wire = Unpooled.EMPTY_BUFFER;
    private ByteBuf copy = Unpooled.EMPTY_BUFFER;
    private byte[] red5Wire = {};
    private Red5Connection red5Connection = Red5Connection.open(ChunkLayout.CHUNKS_4096.chunkBytes());

    /** Makes the chunks, and tells the readers their size. */
    @Setup(Level.Trial)
    public void prepare() throws RtmpException {
        Footage footage = new Footage();
        wire = layout.wire(footage);
        footage.release();
        copy = Unpooled.directBuffer(wire.readableBytes());
        red5Wire = new byte[wire.readableBytes()];
        wire.getBytes(0, red5Wire);
        red5Connection = Red5Connection.open(layout.chunkBytes());

        ByteBuf first = Unpooled.buffer();
        new ChunkWriter(128).write(new SetChunkSize(layout.chunkBytes()), first);
        reader.read(first);
        first.release();
    }

    /** Frees what is held. */
    @TearDown(Level.Trial)
    public void release() {
        reader.release();
        wire.release();
        copy.release();
    }

    /** The chunk reader of this project. Returns the bytes of all bodies. */
    @Benchmark
    public int xiu() throws RtmpException {
        int bytes = 0;

        int end = wire.writerIndex();
        wire.readerIndex(0);
        for (int at = 0; at < end; ) {
            at = Math.min(end, at + SOCKET_READ_BYTES);
            wire.writerIndex(at);
            for (RtmpMessage message; (message = reader.read(wire)) != null; ) {
                if (message instanceof MediaMessage media) {
                    bytes += media.body().readableBytes();
                    media.body().release();
                }
            }
        }
        return bytes;
    }

    /** The bytes of all chunks, copied in one go. */
    @Benchmark
    public int copy() {
        int bytes = wire.writerIndex();
        copy.setBytes(0, wire, 0, bytes);
        return bytes;
    }

    /**
     * Red5's decoder, which wants what the socket gave behind what is left from before: that copy is part of it, as it is
     * in MINA. Returns the bytes of all bodies.
     */
    @Benchmark
    public int red5() {
        int bytes = 0;
        for (int at = 0; at < red5Wire.length; at += SOCKET_READ_BYTES) {
            red5Input.put(red5Wire, at, Math.min(SOCKET_READ_BYTES, red5Wire.length - at));
            red5Input.flip();
            for (Object packet : red5Decoder.decodeBuffer(red5Connection, red5Input)) {
                bytes += ((Packet) packet).getHeader().getSize();
            }
        }
        return bytes;
    }
}
