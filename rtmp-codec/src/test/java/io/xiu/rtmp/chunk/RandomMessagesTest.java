package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.SetChunkSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomMessagesTest {
    private static final List<MediaKind> KINDS = List.of(MediaKind.AUDIO, MediaKind.VIDEO, MediaKind.DATA);

    /** A message being sent on its chunk stream. */
    private static final class Sending {
        final int id;
        int timestamp;
        int length;
        int sent;

        Sending(int id) {
            this.id = id;
        }
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 11), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsInterleavedMessages(long seed) {
        Random random = new Random(seed);
        Wire wire = wire();
        List<String> lines = new ArrayList<>();
        List<Sending> all = new ArrayList<>();
        int base = random.nextInt();
        for (int id : new int[] {3, 4, 6, 63, 64, 319, 320, 65599}) {
            Sending sending = new Sending(id);
            sending.timestamp = base;
            all.add(sending);
        }
        int chunkSize = 128;
        for (int i = 0; i < 120; i++) {
            if (random.nextInt(10) == 0) {
                chunkSize = writeChunkSize(wire, lines, chunkSize, 1 + random.nextInt(400));
            }
            Sending sending = all.get(random.nextInt(all.size()));
            if (sending.sent == sending.length) {
                begin(wire, sending, random);
            } else {
                wire.type3(sending.id).append(extended(sending.timestamp));
            }
            int to = Math.min(sending.length, sending.sent + chunkSize);
            wire.body(sending.sent, to);
            sending.sent = to;
            if (to == sending.length && to > 0) {
                lines.add("VIDEO 1 @" + Integer.toUnsignedString(sending.timestamp) + " " + Feed.body(to));
            }
        }
        assertThat(Feed.everyWay(ChunkLimits.DEFAULT, wire.bytes())).isEqualTo(lines);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsWhatTheWriterWrites(long seed) {
        Random random = new Random(seed);
        ChunkWriter writer = new ChunkWriter(128);
        ByteBuf out = Unpooled.buffer();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int length = 1 + random.nextInt(1 << random.nextInt(12));
            int timestamp = random.nextBoolean() ? random.nextInt() : random.nextInt(1 << 24);
            MediaKind kind = KINDS.get(random.nextInt(KINDS.size()));
            int size = out.readableBytes() + writer.encodedBytes(timestamp, length);
            writer.write(
                    new MediaMessage(
                            kind,
                            3,
                            timestamp,
                            Unpooled.wrappedBuffer(wire().body(length).bytes())),
                    out);
            assertThat(out.readableBytes()).isEqualTo(size);
            lines.add(kind + " 3 @" + Integer.toUnsignedString(timestamp) + " " + Feed.body(length));
            if (random.nextInt(4) == 0) {
                int chunkSize = 1 + random.nextInt(1000);
                writer.write(new SetChunkSize(chunkSize), out);
                assertThat(writer.chunkSize()).isEqualTo(chunkSize);
                lines.add("SetChunkSize[bytes=" + chunkSize + "]");
            }
        }
        assertThat(Feed.everyWay(ChunkLimits.DEFAULT, ByteBufUtil.getBytes(out)))
                .isEqualTo(lines);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void endsAnyBytesTheSameWayHoweverTheyAreCut(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            Feed.everyWay(ChunkLimits.DEFAULT, bytes);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void endsBrokenMessagesTheSameWayHoweverTheyAreCut(long seed) {
        Random random = new Random(seed);
        byte[] valid = wire().setChunkSize(200)
                .type0(6, 0xFFFFFF, 700, 9, 1)
                .int32(-3)
                .body(0, 200)
                .type0(4, 5, 201, 8, 1)
                .body(200)
                .type3(6)
                .int32(-3)
                .body(200, 400)
                .type3(4)
                .body(200, 201)
                .hex("03 000000 00000f 14 00000000 02 0002 6162 00 4000000000000000 05")
                .type3(6)
                .int32(-3)
                .body(400, 600)
                .type3(6)
                .int32(-3)
                .body(600, 700)
                .type0(6, 0, 46, 22, 1)
                .hex("08 000003 000000 00 000000 010203 0000000e 09 00000d 000000 00 000000")
                .body(13)
                .int32(24)
                .bytes();
        for (int i = 0; i < 30; i++) {
            byte[] bytes = Arrays.copyOf(valid, valid.length);
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                int at = random.nextBoolean() ? random.nextInt(40) : random.nextInt(bytes.length);
                bytes[at] = (byte) random.nextInt();
            }
            Feed.everyWay(ChunkLimits.DEFAULT, bytes);
        }
    }

    private static int writeChunkSize(Wire wire, List<String> lines, int chunkSize, int newChunkSize) {
        Wire body = wire().int32(newChunkSize);
        byte[] bytes = body.bytes();
        wire.type0(2, 0, 4, 1, 0);
        for (int at = 0; at < 4; at += chunkSize) {
            if (at > 0) {
                wire.type3(2);
            }
            wire.append(Arrays.copyOfRange(bytes, at, Math.min(4, at + chunkSize)));
        }
        lines.add("SetChunkSize[bytes=" + newChunkSize + "]");
        return newChunkSize;
    }

    private static void begin(Wire wire, Sending sending, Random random) {
        sending.timestamp += random.nextInt(1000);
        sending.length = random.nextInt(1200);
        sending.sent = 0;
        boolean extended = Integer.compareUnsigned(sending.timestamp, 0xFFFFFF) >= 0;
        wire.type0(sending.id, extended ? 0xFFFFFF : sending.timestamp, sending.length, 9, 1);
        wire.append(extended(sending.timestamp));
    }

    private static byte[] extended(int timestamp) {
        boolean extended = Integer.compareUnsigned(timestamp, 0xFFFFFF) >= 0;
        return extended ? wire().int32(timestamp).bytes() : new byte[0];
    }
}
