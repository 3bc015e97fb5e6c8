package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.message.AggregateMessage;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AggregateMessageTest {
    private static final MediaKind[] KINDS = MediaKind.values();

    private final ByteBuf out = Unpooled.buffer();

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 10), LongStream.of(System.nanoTime()));
    }

    @Test
    void isWrittenAsTheSpecificationDrawsIt() {
        new ChunkWriter(128)
                .write(
                        new AggregateMessage(
                                List.of(media(MediaKind.AUDIO, 0x01FFFFF0, 1), media(MediaKind.VIDEO, 0x02000000, 2))),
                        out);
        assertThat(ByteBufUtil.hexDump(out))
                .isEqualTo(ByteBufUtil.hexDump(wire().hex("06 ffffff 000021 16 01000000 01fffff0")
                        .hex("08 000001 fffff0 01 000000 00 0000000c")
                        .hex("09 000002 000000 02 000000 0001 0000000d")
                        .bytes()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void comesBackAsItsParts(long seed) {
        Random random = new Random(seed);
        ChunkWriter writer = new ChunkWriter(128);
        List<String> lines = new ArrayList<>();
        for (int aggregate = 0; aggregate < 10; aggregate++) {
            int timestamp = random.nextInt();
            List<MediaMessage> parts = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                MediaKind kind = KINDS[random.nextInt(KINDS.length)];
                int length = 1 + random.nextInt(400);
                parts.add(media(kind, timestamp, length));
                lines.add(kind + " 1 @" + Integer.toUnsignedString(timestamp) + " " + Feed.body(length));
                timestamp += random.nextInt(1_000);
            }
            AggregateMessage message = new AggregateMessage(parts);
            assertThat(message.bodyBytes()).isGreaterThan(15);
            writer.write(message, out);
            assertThat(parts)
                    .allSatisfy(part -> assertThat(part.body().refCnt()).isZero());
        }
        assertThat(Feed.everyWay(ChunkLimits.DEFAULT, ByteBufUtil.getBytes(out)))
                .isEqualTo(lines);
    }

    @Test
    void refusesWhatIsNone() {
        MediaMessage part = media(MediaKind.AUDIO, 5, 1);
        MediaMessage elsewhere = new MediaMessage(MediaKind.AUDIO, 2, 5, part.body());
        MediaMessage earlier = new MediaMessage(MediaKind.AUDIO, 1, 4, part.body());
        MediaMessage huge = new MediaMessage(MediaKind.VIDEO, 1, 5, Unpooled.wrappedBuffer(new byte[0xFFFFFF - 14]));
        for (List<MediaMessage> parts :
                List.of(List.<MediaMessage>of(), List.of(part, elsewhere), List.of(part, earlier), List.of(huge))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new AggregateMessage(parts));
        }
        assertThat(part.body().refCnt()).isOne();
    }

    @Test
    void mayBeAsLongAsAMessage() {
        ByteBuf body = Unpooled.wrappedBuffer(new byte[0xFFFFFF - 15]);
        AggregateMessage longest = new AggregateMessage(List.of(new MediaMessage(MediaKind.VIDEO, 1, 5, body)));
        assertThat(longest.bodyBytes()).isEqualTo(0xFFFFFF);
    }

    @Test
    void knowsWhereItBelongs() {
        AggregateMessage message = new AggregateMessage(
                List.of(media(MediaKind.AUDIO, -1, 1), media(MediaKind.AUDIO, 0, 1), media(MediaKind.DATA, 0, 3)));
        assertThat(message.messageStreamId()).isOne();
        assertThat(message.timestampMillis()).isEqualTo(-1);
        assertThat(message.bodyBytes()).isEqualTo(3 * 15 + 5);
    }

    private static MediaMessage media(MediaKind kind, int timestamp, int length) {
        return new MediaMessage(
                kind, 1, timestamp, Unpooled.wrappedBuffer(wire().body(length).bytes()));
    }
}
