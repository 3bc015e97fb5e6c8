package io.xiu.flv.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitWriterTest {
    @Test
    void writesAByteWhenItIsFull() {
        ByteBuf out = Unpooled.buffer();
        BitWriter bits = new BitWriter(out);
        bits.bits(4, 0xA).flag(true).flag(false).bits(0, -1).bits(1, 1);
        assertThat(out.readableBytes()).isZero();
        bits.bits(1, 1);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("ab");
        bits.align();
        assertThat(out.readableBytes()).isOne();
        bits.bits(32, 0x80000001).bits(3, -1).align();
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("ab80000001e0");
    }

    @Test
    void writesTheLowestBitsOfANumberOnly() {
        ByteBuf out = Unpooled.buffer();
        new BitWriter(out).bits(1, 0).bits(3, 0xFD).bits(4, 0x17);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("57");
    }

    @Test
    void whatItWritesIsReadAgain() throws FlvException {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            int[] counts = random.ints(20, 0, 33).toArray();
            int[] values = random.ints(20).toArray();
            ByteBuf out = Unpooled.buffer();
            BitWriter writer = new BitWriter(out);
            for (int i = 0; i < counts.length; i++) {
                writer.bits(counts[i], values[i]);
            }
            writer.align();
            BitReader reader = new BitReader(out, "test");
            for (int i = 0; i < counts.length; i++) {
                int expected = counts[i] == 0 ? 0 : values[i] << (32 - counts[i]) >>> (32 - counts[i]);
                assertThat(reader.bits(counts[i])).as("seed %d", seed).isEqualTo(expected);
            }
            assertThat(reader.remainingBits()).as("seed %d", seed).isLessThan(8);
        }
    }
}
