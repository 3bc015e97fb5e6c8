package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.testing.AmfGenerator;
import io.xiu.testing.Cuts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random values, written and read back. */
class AmfRoundTripTest {
    private static final AmfLimits LIMITS = new AmfLimits(16, 1 << 20, 1 << 24);
    private static final int MESSAGES = 60;
    private static final int DEPTH = 5;

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 20), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyValueComesBackFromAmf0(long seed) throws AmfException {
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            List<AmfValue> values = values(AmfGenerator.amf0(random), random);
            ByteBuf out = Unpooled.buffer();
            Amf0Writer writer = new Amf0Writer(out);
            values.forEach(writer::write);
            assertReadsAmf0(values, out, seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyValueComesBackFromAmf0WithReferences(long seed) throws AmfException {
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            List<AmfValue> values = values(AmfGenerator.amf0(random), random);
            ByteBuf out = Unpooled.buffer();
            Amf0Writer writer = Amf0Writer.withReferences(out);
            values.forEach(writer::write);
            values.forEach(writer::write);
            values.addAll(List.copyOf(values));
            assertReadsAmf0(values, out, seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyValueComesBackFromAmf3(long seed) throws AmfException {
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            List<AmfValue> values = values(AmfGenerator.amf3(random), random);
            ByteBuf out = Unpooled.buffer();
            Amf3Writer writer = new Amf3Writer(out);
            values.forEach(writer::write);
            for (ByteBuf in : Cuts.buffers(ByteBufUtil.getBytes(out), seed)) {
                Amf3Reader reader = new Amf3Reader(LIMITS);
                for (AmfValue value : values) {
                    assertThat(reader.read(in)).isEqualTo(value);
                }
                assertThat(in.isReadable()).isFalse();
                in.release();
            }
        }
    }

    private static List<AmfValue> values(AmfGenerator generator, Random random) {
        List<AmfValue> values = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            AmfValue value = generator.next(random.nextInt(DEPTH));
            assertThat(value.toString()).hasSizeLessThanOrEqualTo(AmfText.LONGEST);
            values.add(value);
        }
        return values;
    }

    private static void assertReadsAmf0(List<AmfValue> values, ByteBuf out, long seed) throws AmfException {
        for (ByteBuf in : Cuts.buffers(ByteBufUtil.getBytes(out), seed)) {
            Amf0Reader reader = new Amf0Reader(LIMITS);
            for (AmfValue value : values) {
                assertThat(reader.read(in)).isEqualTo(value);
            }
            assertThat(in.isReadable()).isFalse();
            in.release();
        }
    }
}
