package io.xiu.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.zip.CRC32;

/**
 * Feeds a reader whole, byte by byte and at random cuts, and turns what comes out into lines of text, the last being
 * {@code "! REASON"} if it ended so. On the way it checks what always holds: all input is taken, bodies have their
 * exact size, memory follows the bytes received, and nothing is left when the reader is released.
 */
final class Feed {
    private static final int RANDOM_CUTS = 8;
    private static final int LARGE_BYTES = 20_000;
    private static final int SLACK_BYTES = 64 << 10;

    private Feed() {}

    static void assertReads(Wire wire, String... lines) {
        assertReads(ChunkLimits.DEFAULT, wire, lines);
    }

    static void assertReads(ChunkLimits limits, Wire wire, String... lines) {
        assertThat(everyWay(limits, wire.bytes())).containsExactly(lines);
    }

    /** What comes out, which must be the same for every way to cut the input. */
    static List<String> everyWay(ChunkLimits limits, byte[] bytes) {
        List<String> whole = read(limits, bytes, () -> bytes.length);
        boolean large = bytes.length > LARGE_BYTES;
        if (!large) {
            assertThat(read(limits, bytes, () -> 1)).as("byte by byte").isEqualTo(whole);
        }
        for (int i = 0; i < (large ? 2 : RANDOM_CUTS); i++) {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            int longest = i % 2 == 0 && !large ? 20 : Math.max(2, bytes.length / 3);
            assertThat(read(limits, bytes, () -> 1 + random.nextInt(longest)))
                    .as("random cuts, seed %d, longest %d", seed, longest)
                    .isEqualTo(whole);
        }
        return whole;
    }

    private static List<String> read(ChunkLimits limits, byte[] bytes, IntSupplier cut) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
        ChunkReader reader = new ChunkReader(limits, allocator);
        List<String> lines = new ArrayList<>();
        try {
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(cut.getAsInt(), bytes.length - at);
                ByteBuf in = Unpooled.wrappedBuffer(bytes, at, count);
                for (RtmpMessage message; (message = reader.read(in)) != null; ) {
                    lines.add(line(message));
                }
                at += count;
                assertThat(in.isReadable()).isFalse();
                assertThat(reader.bytesRead()).isEqualTo(at);
                assertThat(allocator.metric().usedDirectMemory()).isLessThanOrEqualTo(2L * at + SLACK_BYTES);
            }
        } catch (RtmpException e) {
            assertThat(e.getStackTrace()).isEmpty();
            assertThat(e).hasMessageNotContaining("null");
            lines.add("! " + e.reason());
        } finally {
            reader.release();
        }
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        return lines;
    }

    private static String line(RtmpMessage message) {
        if (!(message instanceof MediaMessage media)) {
            return message.toString();
        }
        ByteBuf body = media.body();
        try {
            assertThat(body.isDirect()).isTrue();
            assertThat(body.capacity()).isEqualTo(body.writerIndex());
            assertThat(body.refCnt()).isEqualTo(1);
            return media.kind() + " " + media.messageStreamId() + " @"
                    + Integer.toUnsignedString(media.timestampMillis()) + " " + text(ByteBufUtil.getBytes(body));
        } finally {
            body.release();
        }
    }

    /** Up to 8 bytes in hexadecimal, more as their number and checksum. */
    static String text(byte[] body) {
        if (body.length <= 8) {
            return ByteBufUtil.hexDump(body);
        }
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return body.length + " bytes " + Long.toHexString(checksum.getValue());
    }

    /** How {@link #line} shows a test body of this length. */
    static String body(int length) {
        return text(Wire.wire().body(length).bytes());
    }
}
