package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfValue;
import java.util.ArrayList;
import java.util.List;
import org.apache.mina.core.buffer.IoBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.red5.io.amf.Input;
import org.red5.io.amf.Output;
import org.red5.io.object.Deserializer;
import org.red5.io.object.Serializer;

/** Writing the AMF0 values of one message, each to a place that is written over each time. */
public class AmfWriterBenchmark extends Suite {
    /** What is written. */
    @Param
    public AmfInput message = AmfInput.CONNECT;

    private final List<Object> red5Values = new ArrayList<>();
    private final IoBuffer red5Out = IoBuffer.allocate(4096);
    private ByteBuf wire = Unpooled.EMPTY_BUFFER;
    private ByteBuf out = Unpooled.EMPTY_BUFFER;

    /** Makes the values; Red5's are what it reads from the same bytes. */
    @Setup(Level.Trial)
    public void prepare() {
        wire = message.wire();
        out = Unpooled.directBuffer(wire.readableBytes());
        IoBuffer bytes = IoBuffer.wrap(ByteBufUtil.getBytes(wire));
        Input input = new Input(bytes);
        while (bytes.hasRemaining()) {
            red5Values.add(Deserializer.<Object>deserialize(input, Object.class));
        }
    }

    /** Frees what is held. */
    @TearDown(Level.Trial)
    public void release() {
        wire.release();
        out.release();
    }

    /** Ends the threads of Red5's caches, without which it can write nothing more; they would keep the process alive. */
    @TearDown(Level.Trial)
    public void endRed5() {
        Output.destroyCache();
    }

    /** The AMF0 writer of this project. Returns the bytes written. */
    @Benchmark
    public int xiu() {
        out.clear();
        Amf0Writer writer = new Amf0Writer(out);
        for (AmfValue value : message.content()) {
            writer.write(value);
        }
        return out.readableBytes();
    }

    /** The message's bytes, copied. */
    @Benchmark
    public int copy() {
        int bytes = wire.writerIndex();
        out.setBytes(0, wire, 0, bytes);
        return bytes;
    }

    /** Red5's. Returns the bytes written. */
    @Benchmark
    public int red5() {
        red5Out.clear();
        Output output = new Output(red5Out);
        for (Object value : red5Values) {
            Serializer.serialize(output, value);
        }
        return red5Out.position();
    }
}
