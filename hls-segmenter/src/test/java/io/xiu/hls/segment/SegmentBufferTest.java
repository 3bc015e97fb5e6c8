package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentBufferTest {
    private static final int BLOCK_PACKETS = 348;

    private final SegmentBuffer buffer = new SegmentBuffer(PooledByteBufAllocator.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            ints = {1, BLOCK_PACKETS - 1, BLOCK_PACKETS, BLOCK_PACKETS + 1, 3 * BLOCK_PACKETS, 20 * BLOCK_PACKETS + 7})
    void givesWhatWasWritten(int packets) {
        fill(packets);
        assertThat(buffer.bytes()).isEqualTo(188L * packets);

        ByteBuf data = buffer.take();

        assertThat(data.readableBytes()).isEqualTo(188 * packets);
        for (int i = 0; i < packets; i++) {
            assertThat(data.getInt(i * 188)).isEqualTo(i);
        }
        assertThat(data.capacity()).as("exact").isEqualTo(188 * packets);
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.bytes()).isZero();
        data.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2 * BLOCK_PACKETS})
    void startsOverAfterARelease(int packets) {
        fill(packets);
        buffer.release();
        assertThat(buffer.bytes()).isZero();

        fill(2);
        ByteBuf data = buffer.take();
        assertThat(data.readableBytes()).isEqualTo(376);
        data.release();
    }

    private void fill(int packets) {
        for (int i = 0; i < packets; i++) {
            buffer.forPacket().writeInt(i).writeZero(184);
        }
    }
}
