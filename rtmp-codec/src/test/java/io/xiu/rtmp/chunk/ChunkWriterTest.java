package io.xiu.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfByteArray;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.ObjectEncoding;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkWriterTest {
    private final ByteBuf out = Unpooled.buffer();

    @Test
    void leavesABorrowedBodyAsItWas() {
        ByteBuf body = Unpooled.wrappedBuffer(Wire.wire().body(300).bytes());
        body.readerIndex(10).writerIndex(200);
        new ChunkWriter(128).write(6, 9, 1, 0, body, out);
        assertThat(out.readableBytes()).isEqualTo(12 + 128 + 1 + 62);
        assertThat(out.getByte(12)).isEqualTo((byte) 10);
        assertThat(body.readerIndex()).isEqualTo(10);
        assertThat(body.writerIndex()).isEqualTo(200);
        assertThat(body.refCnt()).isEqualTo(1);
    }

    @Test
    void releasesTheBodyOfAMediaMessageEvenIfItCantBeWritten() {
        ByteBuf body = Unpooled.wrappedBuffer(new byte[1]);
        new ChunkWriter(128).write(new MediaMessage(MediaKind.AUDIO, 1, 0, body), out);
        assertThat(body.refCnt()).isZero();

        ByteBuf tooLong = Unpooled.wrappedBuffer(new byte[0x1000000]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChunkWriter(128).write(new MediaMessage(MediaKind.AUDIO, 1, 0, tooLong), out));
        assertThat(tooLong.refCnt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "128, 0, 0, 12",
        "128, 0, 1, 13",
        "128, 0, 128, 140",
        "128, 0, 129, 142",
        "128, 0, 257, 271",
        "128, 16777214, 129, 142",
        "128, 16777215, 129, 150",
        "128, -1, 0, 16",
        "60000, -1, 60000, 60016",
        "60000, -1, 60001, 60022",
        "2147483647, 0, 16777215, 16777227"
    })
    void knowsHowManyBytesAMessageTakes(int chunkSize, int timestamp, int length, int expected) {
        ChunkWriter writer = new ChunkWriter(chunkSize);
        assertThat(writer.encodedBytes(timestamp, length)).isEqualTo(expected);
        writer.write(6, 9, 1, timestamp, Unpooled.wrappedBuffer(new byte[length]), out);
        assertThat(out.readableBytes()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 9, 1", "65600, 9, 1", "-1, 9, 1", "6, -1, 1", "6, 256, 1", "6, 9, 16777216"})
    void refusesWhatHasNoPlaceOnTheWire(int chunkStreamId, int typeId, int length) {
        ByteBuf body = Unpooled.wrappedBuffer(new byte[length]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChunkWriter(128).write(chunkStreamId, typeId, 1, 0, body, out));
        assertThat(out.isReadable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refusesAChunkSizeOfNothing(int chunkSize) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkWriter(chunkSize));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkWriter(128).chunkSize(chunkSize));
    }

    @Test
    void writesWhatItDoesNotKnowAsItCame() {
        ChunkWriter writer = new ChunkWriter(128);
        writer.write(new UnhandledMessage(21, 1, 7, Payload.of((byte) 1, (byte) 2)), out);
        writer.write(new UserControl.UnknownUserControl(26, Payload.of((byte) 3)), out);
        assertThat(ByteBufUtil.hexDump(out))
                .isEqualTo(ByteBufUtil.hexDump(Wire.wire()
                        .hex("05 000007 000002 15 01000000 0102")
                        .hex("02 000000 000003 04 00000000 001a03")
                        .bytes()));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "63, 1", "64, 2", "319, 2", "320, 3", "65599, 3"})
    void writesEveryFormOfAChunkStreamId(int chunkStreamId, int headerBytes) {
        ChunkWriter writer = new ChunkWriter(128);
        byte[] body = Wire.wire().body(300).bytes();
        writer.write(chunkStreamId, 9, 1, -1, Unpooled.wrappedBuffer(body), out);
        assertThat(out.readableBytes())
                .isEqualTo(writer.encodedBytes(chunkStreamId, -1, 300))
                .isEqualTo(3 * headerBytes + 11 + 3 * 4 + 300);
        Feed.assertReads(Wire.wire().append(ByteBufUtil.getBytes(out)), "VIDEO 1 @4294967295 " + Feed.body(300));
        assertThat(ByteBufUtil.hexDump(out, headerBytes, 3)).isEqualTo("ffffff");
    }

    @Test
    void writesWhatAmfHoldsInItsAmf3FormIfTold() {
        ChunkWriter writer = new ChunkWriter(128);
        Command command = new Command(0, "a", 0, List.of(new AmfByteArray(new byte[] {7})));
        writer.objectEncoding(ObjectEncoding.AMF3);
        writer.write(command, out);
        writer.write(new MediaMessage(MediaKind.DATA, 1, 5, Unpooled.wrappedBuffer(new byte[] {5})), out);
        writer.write(new MediaMessage(MediaKind.AUDIO, 1, 6, Unpooled.wrappedBuffer(new byte[] {9})), out);
        writer.objectEncoding(ObjectEncoding.AMF0);
        writer.write(command, out);
        assertThat(ByteBufUtil.hexDump(out))
                .isEqualTo(ByteBufUtil.hexDump(Wire.wire()
                        .hex("03 000000 000012 11 00000000 00 02 0001 61 00 0000000000000000 11 0c 03 07")
                        .hex("05 000005 000002 0f 01000000 00 05")
                        .hex("04 000006 000001 08 01000000 09")
                        .hex("03 000000 000011 14 00000000 02 0001 61 00 0000000000000000 11 0c 03 07")
                        .bytes()));
        Feed.assertReads(
                Wire.wire().append(ByteBufUtil.getBytes(out)),
                command.toString(),
                "DATA 1 @5 05",
                "AUDIO 1 @6 09",
                command.toString());
    }
}
