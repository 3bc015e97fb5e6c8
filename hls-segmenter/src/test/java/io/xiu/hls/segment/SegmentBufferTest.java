package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 100, BLOCK_PACKETS - 1, BLOCK_PACKETS, BLOCK_PACKETS + 1, 3 * BLOCK_PACKETS + 5})
    void partsAreTheBytesSinceTheLastAndShareTheirMemory(int packets) {
        assertThat(buffer.hasGivenParts()).isFalse();
        List<ByteBuf> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fill(packets);
            parts.add(buffer.part());
            assertThat(buffer.hasGivenParts()).isTrue();
        }
        assertThat(buffer.bytes()).isEqualTo(4 * 188L * packets);
        ByteBuf data = buffer.take();

        assertThat(buffer.hasGivenParts()).isFalse();
        assertThat(data.readableBytes()).isEqualTo(4 * 188 * packets);
        for (ByteBuf part : parts) {
            assertThat(part.readableBytes()).isEqualTo(188 * packets);
            assertThat(data.readSlice(188 * packets)).isEqualTo(part);
            part.release();
        }
        data.release();
    }

    @Test
    void aPartOutlivesAReleaseOfTheRest() {
        fill(2);
        ByteBuf part = buffer.part();
        fill(2);
        buffer.release();

        assertThat(part.readableBytes()).isEqualTo(376);
        assertThat(part.getInt(188)).isEqualTo(1);
        part.release();
        assertThat(part.refCnt()).isZero();
    }

    private void fill(int packets) {
        for (int i = 0; i < packets; i++) {
            buffer.forPacket().writeInt(i).writeZero(184);
        }
    }
}
