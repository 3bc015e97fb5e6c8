package io.xiu.flv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FileOutputTest {
    private static final int LARGE_BYTES = 16 * 1024;
    private static final int FULL_BYTES = 48 * 1024;

    private final MemoryFile file = new MemoryFile();
    private final FileOutput out = new FileOutput(file, 0);

    private static ByteBuf body(int bytes) {
        return Unpooled.buffer().writeZero(bytes);
    }

    @Test
    void collectsWhatIsSmall() throws IOException {
        ByteBuf small = body(LARGE_BYTES);
        out.write(small.skipBytes(1));
        assertThat(small.readableBytes()).isEqualTo(LARGE_BYTES - 1);
        assertThat(file.size()).isZero();
        assertThat(out.position()).isEqualTo(LARGE_BYTES - 1);
        ByteBuf large = body(LARGE_BYTES);
        out.write(large);
        assertThat(large.readableBytes()).isEqualTo(LARGE_BYTES);
        assertThat(file.size()).isEqualTo(2 * LARGE_BYTES - 1);
        assertThat(out.position()).isEqualTo(2 * LARGE_BYTES - 1);
    }

    @Test
    void isDrainedWhenItIsFull() throws IOException {
        out.buffer().writeZero(FULL_BYTES - 1);
        out.drainIfFull();
        assertThat(file.size()).isZero();
        out.buffer().writeByte(7);
        out.drainIfFull();
        assertThat(file.size()).isEqualTo(FULL_BYTES);
        assertThat(file.bytes()[FULL_BYTES - 1]).isEqualTo((byte) 7);
        assertThat(out.position()).isEqualTo(FULL_BYTES);
        assertThat(out.buffer().isReadable()).isFalse();
    }

    @Test
    void writesOverWhatIsThereWithoutMovingOn() throws IOException {
        FileOutput behind = new FileOutput(MemoryFile.of(new byte[8]), 8);
        FileOutput at = new FileOutput(file, 3);
        at.put(0, Unpooled.wrappedBuffer(new byte[] {1, 2}, new byte[] {3}));
        at.put(1, Unpooled.EMPTY_BUFFER);
        at.buffer().writeByte(4);
        at.put(1, Unpooled.wrappedBuffer(new byte[] {9}));
        at.drain();
        assertThat(file.bytes()).containsExactly(1, 9, 3, 4);
        assertThat(at.position()).isEqualTo(4);
        assertThat(behind.position()).isEqualTo(8);
    }
}
