package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkMemoryTest {
    private static final int SLACK_BYTES = 64 << 10;

    /** Keeps every direct buffer it ever made. */
    private static final class CountingAllocator extends AbstractByteBufAllocator {
        private final List<ByteBuf> buffers = new ArrayList<>();

        CountingAllocator() {
            super(true);
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            throw new AssertionError("bodies are direct buffers");
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
            buffers.add(buffer);
            return buffer;
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }

        int allocations() {
            return buffers.size();
        }

        long used() {
            return buffers.stream()
                    .filter(buffer -> buffer.refCnt() > 0)
                    .mapToLong(ByteBuf::capacity)
                    .sum();
        }
    }

    private final CountingAllocator allocator = new CountingAllocator();
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT, allocator);

    @AfterEach
    void nothingIsLeft() {
        reader.release();
        assertThat(allocator.used()).isZero();
    }

    @Test
    void aDeclaredLengthAllocatesLittle() throws RtmpException {
        read(wire().setChunkSize(0xFFFFFF).type0(6, 0, 8 << 20, 9, 1));
        assertThat(allocator.used()).isZero();
        read(wire().body(10));
        assertThat(allocator.used()).isBetween(10L, SLACK_BYTES + 20L);
    }

    @Test
    void manyMessagesInProgressShareTheSlack() throws RtmpException {
        for (int id = 3; id < 19; id++) {
            read(wire().type0(id, 0, 8 << 20, 9, 1).body(128));
        }
        assertThat(allocator.used()).isBetween(16 * 128L, SLACK_BYTES + 2 * 16 * 128L);
    }

    @Test
    void aMessageUpTo64KibibytesIsAllocatedOnceAndExactly() throws RtmpException {
        read(wire().setChunkSize(4096));
        int before = allocator.allocations();
        readInChunks(SLACK_BYTES, 4096);
        assertThat(allocator.allocations() - before).isEqualTo(1);
    }

    @Test
    void aLongMessageIsAllocatedAFewTimes() throws RtmpException {
        read(wire().setChunkSize(4096));
        int before = allocator.allocations();
        readInChunks(8 << 20, 4096);
        assertThat(allocator.allocations() - before).isLessThan(10);
    }

    @Test
    void whatIsCompleteOrAbortedTakesNothingFromTheNext() throws RtmpException {
        read(wire().setChunkSize(4096));
        for (int i = 0; i < 3; i++) {
            read(wire().type0(6, 0, SLACK_BYTES, 9, 1).body(4096));
            read(abort());
            int before = allocator.allocations();
            readInChunks(SLACK_BYTES, 4096);
            assertThat(allocator.allocations() - before).isEqualTo(1);
        }
    }

    @Test
    void whatIsCompleteOrAbortedGivesNothingToTheNext() throws RtmpException {
        read(wire().setChunkSize(4096));
        readInChunks(1 << 20, 4096);
        read(wire().type0(6, 0, 2 << 20, 9, 1).body(4096));
        for (int at = 4096; at < 1 << 20; at += 4096) {
            read(wire().type3(6).body(at, at + 4096));
        }
        read(abort());
        read(wire().type0(6, 0, 8 << 20, 9, 1).body(10));
        assertThat(allocator.used()).isBetween(10L, SLACK_BYTES + 20L);
    }

    @Test
    void anAbortReleasesTheBody() throws RtmpException {
        read(wire().type0(6, 0, 300, 9, 1).body(128));
        assertThat(allocator.used()).isPositive();
        read(abort());
        assertThat(allocator.used()).isZero();
    }

    @Test
    void aggregatePartsDontKeepTheAggregate() throws RtmpException {
        ByteBuf in = Unpooled.wrappedBuffer(wire().type0(6, 0, 100, 22, 1)
                .hex("08 000001 000000 00 000000 01 0000000c 09 000045 000000 00 000000")
                .body(69)
                .int32(80)
                .bytes());
        ByteBuf first = media(reader, in).body();
        ByteBuf second = media(reader, in).body();
        assertThat(reader.read(in)).isNull();
        assertThat(allocator.used()).isEqualTo(1 + 69);
        first.release();
        second.release();
    }

    @Test
    void aChunkSizeIsClampedToTheLongestMessage() throws RtmpException {
        read(wire().setChunkSize(0xFFFFFF));
        assertThat(reader.chunkSize()).isEqualTo(0xFFFFFF);
        read(wire().setChunkSize(0x7FFFFFFF));
        assertThat(reader.chunkSize()).isEqualTo(0xFFFFFF);
    }

    @Test
    void limitsCanBeRaisedInTheMiddle() throws RtmpException {
        ChunkReader viewer = new ChunkReader(ChunkLimits.VIEWER, allocator);
        viewer.limits(ChunkLimits.DEFAULT);
        ByteBuf in = Unpooled.wrappedBuffer(wire().setChunkSize(0xFFFFFF)
                .type0(6, 0, 100_000, 9, 1)
                .body(100_000)
                .bytes());
        assertThat(viewer.read(in)).isNotNull();
        assertThat(viewer.chunkSize()).isEqualTo(0xFFFFFF);
        ByteBuf body = media(viewer, in).body();
        assertThat(body.readableBytes()).isEqualTo(100_000);
        body.release();
        viewer.release();
    }

    /** Of the message on chunk stream 6. */
    private static Wire abort() {
        return wire().hex("02 000000 000004 02 00000000 00000006");
    }

    private void readInChunks(int length, int chunkSize) throws RtmpException {
        read(wire().type0(6, 0, length, 9, 1));
        for (int at = 0; at < length; at += chunkSize) {
            read(at == 0 ? wire().body(chunkSize) : wire().type3(6).body(at, at + chunkSize));
        }
    }

    private static MediaMessage media(ChunkReader reader, ByteBuf in) throws RtmpException {
        if (reader.read(in) instanceof MediaMessage media) {
            return media;
        }
        throw new AssertionError("no media message");
    }

    /** Reads all of it, dropping what comes out. */
    private void read(Wire wire) throws RtmpException {
        ByteBuf in = Unpooled.wrappedBuffer(wire.bytes());
        for (RtmpMessage message; (message = reader.read(in)) != null; ) {
            if (message instanceof MediaMessage media) {
                assertThat(media.body().capacity()).isEqualTo(media.body().readableBytes());
                media.body().release();
            }
        }
    }
}
