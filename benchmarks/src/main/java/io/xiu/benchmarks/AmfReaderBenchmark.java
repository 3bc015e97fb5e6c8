package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.mina.core.buffer.IoBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.red5.io.amf.Input;
import org.red5.io.object.Deserializer;

/** Reading the AMF0 values of one message. */
public class AmfReaderBenchmark extends Suite {
    /** What is read. */
    @Param
    public AmfInput message = AmfInput.CONNECT;

    private ByteBuf wire = Unpooled.EMPTY_BUFFER;
    private ByteBuf copy = Unpooled.EMPTY_BUFFER;
    private byte[] red5Wire = {};

    /** Makes the bytes. */
    @Setup(Level.Trial)
    public void prepare() {
        wire = message.wire();
        copy = Unpooled.directBuffer(wire.readableBytes());
        red5Wire = ByteBufUtil.getBytes(wire);
    }

    /** Frees what is held. */
    @TearDown(Level.Trial)
    public void release() {
        wire.release();
        copy.release();
    }

    /** The AMF0 reader of this project. */
    @Benchmark
    public List<Object> xiu() throws AmfException {
        List<Object> values = new ArrayList<>();
        wire.readerIndex(0);
        Amf0Reader reader = new Amf0Reader(AmfLimits.COMMAND);
        while (wire.isReadable()) {
            values.add(reader.read(wire));
        }
        return values;
    }

    /** The message's bytes, copied to a place that is written over each time. */
    @Benchmark
    public int copy() {
        int bytes = wire.writerIndex();
        copy.setBytes(0, wire, 0, bytes);
        return bytes;
    }

    /** Red5's. */
    @Benchmark
    public List<Object> red5() {
        List<Object> values = new ArrayList<>();
        IoBuffer bytes = IoBuffer.wrap(red5Wire);
        Input input = new Input(bytes);
        while (bytes.hasRemaining()) {
            values.add(Deserializer.<Object>deserialize(input, Object.class));
        }
        return values;
    }
}
