package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileInputTest {
    private static final int WINDOW_BYTES = 65_536;

    private static byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    private static byte[] part(byte[] content, long from, int bytes) {
        return Arrays.copyOfRange(content, (int) from, (int) from + bytes);
    }

    @Test
    void looksAtAnyPlaceInAnyOrder() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            byte[] content = content(200_000);
            FileInput in = new FileInput(MemoryFile.of(content).readOnly());
            assertThat(in.size()).isEqualTo(content.length);
            for (int i = 0; i < 200; i++) {
                int bytes = 1 + random.nextInt(random.nextBoolean() ? 20 : WINDOW_BYTES);
                int from = random.nextInt(content.length + 10);
                ByteBuf seen = in.peek(from, bytes);
                if (from + bytes > content.length) {
                    assertThat(seen).as("seed %d", seed).isNull();
                } else {
                    assertThat(ByteBufUtil.getBytes(requireNonNull(seen)))
                            .as("seed %d", seed)
                            .isEqualTo(part(content, from, bytes));
                }
            }
        }
    }

    @Test
    void readsAnyPartHoweverLong() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            byte[] content = content(200_000);
            FileInput in = new FileInput(MemoryFile.of(content).readOnly());
            for (int i = 0; i < 50; i++) {
                int bytes = random.nextInt(4) == 0 ? WINDOW_BYTES + random.nextInt(2) : random.nextInt(150_000);
                int from = random.nextInt(content.length);
                ByteBuf out = Unpooled.buffer().writeByte(1);
                boolean whole = in.read(from, bytes, out);
                assertThat(whole).as("seed %d", seed).isEqualTo(from + bytes <= content.length);
                if (whole) {
                    byte[] read = ByteBufUtil.getBytes(out.skipBytes(1));
                    assertThat(read).as("seed %d", seed).isEqualTo(part(content, from, bytes));
                }
            }
        }
    }

    @Test
    void seesWhatWasWrittenBehindTheEnd() throws IOException {
        MemoryFile file = MemoryFile.of(new byte[] {1, 2, 3});
        FileInput in = new FileInput(file);
        assertThat(in.peek(0, 4)).isNull();
        assertThat(in.peek(1, 2)).isEqualTo(Unpooled.wrappedBuffer(new byte[] {2, 3}));
        file.put(3, new byte[] {4});
        assertThat(in.peek(0, 4)).isEqualTo(Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4}));
    }
}
