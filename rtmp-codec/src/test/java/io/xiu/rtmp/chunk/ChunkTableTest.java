package io.xiu.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfBoolean;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfString;
import io.xiu.rtmp.message.Abort;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages beside their bytes, which the writer must write and the reader read. */
class ChunkTableTest {
    record Case(String name, Supplier<RtmpMessage> message, Wire wire, String line) {
        static Case of(RtmpMessage message, String hex) {
            return new Case(message.toString(), () -> message, Wire.wire().hex(hex), message.toString());
        }

        static Case media(MediaKind kind, int timestamp, int length, Wire wire) {
            return new Case(
                    kind + " @" + timestamp + ", " + length + " bytes",
                    () -> new MediaMessage(
                            kind,
                            1,
                            timestamp,
                            Unpooled.wrappedBuffer(Wire.wire().body(length).bytes())),
                    wire,
                    kind + " 1 @" + Integer.toUnsignedString(timestamp) + " " + Feed.body(length));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                Case.of(new SetChunkSize(60000), "02 000000 000004 01 00000000 0000ea60"),
                Case.of(new SetChunkSize(0x7FFFFFFF), "02 000000 000004 01 00000000 7fffffff"),
                Case.of(new Abort(6), "02 000000 000004 02 00000000 00000006"),
                Case.of(new Acknowledgement(-2), "02 000000 000004 03 00000000 fffffffe"),
                Case.of(new WindowAcknowledgementSize(2_500_000), "02 000000 000004 05 00000000 002625a0"),
                Case.of(new SetPeerBandwidth(1, LimitType.HARD), "02 000000 000005 06 00000000 00000001 00"),
                Case.of(new SetPeerBandwidth(1, LimitType.SOFT), "02 000000 000005 06 00000000 00000001 01"),
                Case.of(new SetPeerBandwidth(-1, LimitType.DYNAMIC), "02 000000 000005 06 00000000 ffffffff 02"),
                Case.of(new UserControl.StreamBegin(1), "02 000000 000006 04 00000000 0000 00000001"),
                Case.of(new UserControl.StreamEof(1), "02 000000 000006 04 00000000 0001 00000001"),
                Case.of(new UserControl.StreamDry(1), "02 000000 000006 04 00000000 0002 00000001"),
                Case.of(
                        new UserControl.SetBufferLength(1, 3000),
                        "02 000000 00000a 04 00000000 0003 00000001 00000bb8"),
                Case.of(new UserControl.StreamIsRecorded(2), "02 000000 000006 04 00000000 0004 00000002"),
                Case.of(new UserControl.BufferEmpty(1), "02 000000 000006 04 00000000 001f 00000001"),
                Case.of(new UserControl.BufferReady(1), "02 000000 000006 04 00000000 0020 00000001"),
                Case.of(
                        new UserControl.UnknownUserControl(5, Payload.of((byte) 1, (byte) 2, (byte) 3, (byte) 4)),
                        "02 000000 000006 04 00000000 0005 01020304"),
                Case.of(
                        new UnhandledMessage(21, 1, 0x1000000, Payload.of((byte) 9)),
                        "05 ffffff 000001 15 01000000 01000000 09"),
                Case.of(
                        new UnhandledMessage(6, 0, 0, Payload.of((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 3)),
                        "02 000000 000005 06 00000000 00000001 03"),
                Case.of(new UserControl.PingRequest(-1), "02 000000 000006 04 00000000 0006 ffffffff"),
                Case.of(new UserControl.PingResponse(0x10203), "02 000000 000006 04 00000000 0007 00010203"),
                Case.of(
                        new Command(0, "ab", 2, List.of(AmfNull.INSTANCE)),
                        "03 000000 00000f 14 00000000 02 0002 6162 00 4000000000000000 05"),
                Case.of(
                        new Command(7, "a", 0, List.of(new AmfString("b"), new AmfBoolean(true))),
                        "03 000000 000013 14 07000000 02 0001 61 00 0000000000000000 02 0001 62 0101"),
                Case.media(MediaKind.AUDIO, 0, 1, Wire.wire().hex("04 000000 000001 08 01000000 00")),
                Case.media(MediaKind.DATA, 1, 2, Wire.wire().hex("05 000001 000002 12 01000000 0001")),
                Case.media(MediaKind.VIDEO, 0xFFFFFE, 3, Wire.wire().hex("06 fffffe 000003 09 01000000 000102")),
                Case.media(
                        MediaKind.VIDEO, 0xFFFFFF, 3, Wire.wire().hex("06 ffffff 000003 09 01000000 00ffffff 000102")),
                Case.media(
                        MediaKind.VIDEO,
                        0x1000000,
                        128,
                        extended(0x1000000, 128).body(128)),
                Case.media(
                        MediaKind.VIDEO,
                        0x80000000,
                        129,
                        extended(0x80000000, 129).body(128).hex("c6 80000000").body(128, 129)),
                Case.media(
                        MediaKind.VIDEO,
                        -1,
                        257,
                        extended(-1, 257)
                                .body(128)
                                .hex("c6 ffffffff")
                                .body(128, 256)
                                .hex("c6 ffffffff")
                                .body(256, 257)),
                Case.media(
                        MediaKind.AUDIO,
                        5,
                        256,
                        Wire.wire()
                                .hex("04 000005 000100 08 01000000")
                                .body(128)
                                .hex("c4")
                                .body(128, 256)));
    }

    private static Wire extended(int timestamp, int length) {
        return Wire.wire().hex("06 ffffff").int24(length).hex("09 01000000").int32(timestamp);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenAsTheseBytes(Case each) {
        ByteBuf out = Unpooled.buffer();
        new ChunkWriter(128).write(each.message.get(), out);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(ByteBufUtil.hexDump(each.wire.bytes()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadFromTheseBytes(Case each) {
        Feed.assertReads(each.wire, each.line);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAgainAfterAnother(Case each) {
        Wire before = Wire.wire().type0(4, 0xFFFFFF, 1, 8, 1).int32(-5).int8(0xAA);
        Feed.assertReads(before.append(each.wire.bytes()), "AUDIO 1 @4294967291 aa", each.line);
    }
}
