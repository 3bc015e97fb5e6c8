package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.handshake.ClientHandshake;
import io.xiu.rtmp.handshake.ServerHandshake;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The server's part of one handshake with digests: C0 and C1 read, S0, S1 and S2 written, C2 read. The copy is one of
 * what is read and written.
 */
public class HandshakeBenchmark extends Suite {
    private static final int SEED = 1;

    private final ByteBuf fromClient = Unpooled.directBuffer();
    private final ByteBuf toClient = Unpooled.directBuffer();
    private final ByteBuf copy = Unpooled.directBuffer();

    /** Lets a client shake hands, and keeps what it says. */
    @Setup(Level.Trial)
    public void prepare() throws RtmpException {
        ClientHandshake client = new ClientHandshake(new SplittableRandom(SEED), true);
        client.start(fromClient);
        new ServerHandshake(new SplittableRandom(SEED)).read(fromClient, toClient);
        client.read(toClient, fromClient);
        fromClient.readerIndex(0);
        toClient.readerIndex(0);
        copy.ensureWritable(fromClient.readableBytes() + toClient.readableBytes());
    }

    /** Frees what is held. */
    @TearDown(Level.Trial)
    public void release() {
        fromClient.release();
        toClient.release();
        copy.release();
    }

    /** The handshake of this project. Returns whether it succeeded, with digests. */
    @Benchmark
    public boolean xiu() throws RtmpException {
        fromClient.readerIndex(0);
        toClient.clear();
        ServerHandshake server = new ServerHandshake(new SplittableRandom(SEED));
        return server.read(fromClient, toClient) && server.digest();
    }

    /** The bytes both ways, copied to a place that is written over each time. */
    @Benchmark
    public int copy() {
        int in = fromClient.writerIndex();
        int out = toClient.writerIndex();
        copy.setBytes(0, fromClient, 0, in);
        copy.setBytes(in, toClient, 0, out);
        return in + out;
    }
}
