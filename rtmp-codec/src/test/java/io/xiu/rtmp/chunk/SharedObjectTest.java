package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfBoolean;
import io.xiu.amf.AmfByteArray;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfString;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.message.ObjectEncoding;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.SharedObjectEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared object messages: every event beside its bytes. */
class SharedObjectTest {
    private static final String HEADER = "0001 61 00000007 0000000200000000";

    record Case(SharedObjectEvent event, String hex) {}

    static List<Case> cases() {
        AmfProperty property = new AmfProperty("k", new AmfBoolean(true));
        return List.of(
                new Case(new SharedObjectEvent.Use(), "01 00000000"),
                new Case(new SharedObjectEvent.Release(), "02 00000000"),
                new Case(new SharedObjectEvent.RequestChange(List.of(property)), "03 00000005 0001 6b 0101"),
                new Case(
                        new SharedObjectEvent.Change(List.of(property, new AmfProperty("", AmfNull.INSTANCE))),
                        "04 00000008 0001 6b 0101 0000 05"),
                new Case(new SharedObjectEvent.Success("k"), "05 00000003 0001 6b"),
                new Case(
                        new SharedObjectEvent.SendMessage(List.of(new AmfString("f"), AmfNull.INSTANCE)),
                        "06 00000005 02 0001 66 05"),
                new Case(
                        new SharedObjectEvent.SendMessage(List.of(new AmfByteArray(new byte[] {9}))),
                        "06 00000004 11 0c 03 09"),
                new Case(new SharedObjectEvent.StatusReport("c", "l"), "07 00000006 0001 63 0001 6c"),
                new Case(new SharedObjectEvent.Clear(), "08 00000000"),
                new Case(new SharedObjectEvent.Remove("k"), "09 00000003 0001 6b"),
                new Case(new SharedObjectEvent.RequestRemove(""), "0a 00000002 0000"),
                new Case(new SharedObjectEvent.UseSuccess(), "0b 00000000"),
                new Case(new SharedObjectEvent.UnknownEvent(0, Payload.of()), "00 00000000"),
                new Case(new SharedObjectEvent.UnknownEvent(99, Payload.of((byte) 1)), "63 00000001 01"),
                // data that don't fit the type
                new Case(new SharedObjectEvent.UnknownEvent(1, Payload.of((byte) 1)), "01 00000001 01"),
                new Case(new SharedObjectEvent.UnknownEvent(5, Payload.of((byte) 0)), "05 00000001 00"),
                new Case(
                        new SharedObjectEvent.UnknownEvent(9, Payload.of((byte) 0, (byte) 0, (byte) 0)),
                        "09 00000003 000000"),
                new Case(new SharedObjectEvent.UnknownEvent(4, Payload.of((byte) 0)), "04 00000001 00"),
                new Case(new SharedObjectEvent.UnknownEvent(3, Payload.of((byte) 0)), "03 00000001 00"),
                new Case(new SharedObjectEvent.UnknownEvent(7, Payload.of((byte) 0)), "07 00000001 00"),
                new Case(new SharedObjectEvent.UnknownEvent(7, Payload.of((byte) 0, (byte) 0)), "07 00000002 0000"),
                new Case(new SharedObjectEvent.UnknownEvent(7, Payload.of(new byte[5])), "07 00000005 0000000000"));
    }

    private static SharedObject object(SharedObjectEvent... events) {
        return new SharedObject(0, "a", 7, SharedObject.PERSISTENT, List.of(events));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anEventIsReadFromItsBytes(Case each) throws RtmpException {
        assertThat(read(19, HEADER + each.hex())).isEqualTo(object(each.event()));
        assertThat(read(16, "00" + HEADER + each.hex())).isEqualTo(object(each.event()));
        assertThat(read(19, HEADER + each.hex() + "08 00000000" + each.hex()))
                .isEqualTo(object(each.event(), new SharedObjectEvent.Clear(), each.event()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anEventIsWrittenAsItsBytes(Case each) {
        ByteBuf out = Unpooled.buffer();
        ChunkWriter writer = new ChunkWriter(128);
        writer.write(object(each.event()), out);
        writer.objectEncoding(ObjectEncoding.AMF3);
        writer.write(object(each.event()), out);
        byte[] body = wire().hex(HEADER + each.hex()).bytes();
        assertThat(ByteBufUtil.hexDump(out))
                .isEqualTo(ByteBufUtil.hexDump(wire().type0(3, 0, body.length, 19, 0)
                        .append(body)
                        .type0(3, 0, 1 + body.length, 16, 0)
                        .hex("00")
                        .append(body)
                        .bytes()));
    }

    @Test
    void aMessageIsReadHoweverItIsCut() {
        byte[] body =
                wire().hex(HEADER + "01 00000000 06 00000005 02 0001 66 05").bytes();
        Feed.assertReads(
                wire().type0(3, 5, body.length, 19, 1).append(body),
                "SharedObject[messageStreamId=1, version=7, persistent=true, events=2]");
    }

    @Test
    void anObjectThatIsNotKeptIsTold() throws RtmpException {
        SharedObject object = (SharedObject) read(19, "0000 ffffffff 0000000000000000");
        assertThat(object).isEqualTo(new SharedObject(0, "", -1, 0, List.of()));
        assertThat(object.isPersistent()).isFalse();
        assertThat(object().isPersistent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0002 61",
                "0001 61 00000007",
                HEADER + "01",
                HEADER + "01 000000",
                HEADER + "01 00000001",
                HEADER + "01 ffffffff 00",
                HEADER + "04 00000004 0001 6b 04",
                HEADER + "06 00000002 0200",
                HEADER + "06 00000001 12"
            })
    void whatIsNoneIsRefused(String hex) {
        RtmpException refusal = catchThrowableOfType(RtmpException.class, () -> read(19, hex));
        assertThat(refusal.reason()).isEqualTo(Reason.AMF);
    }

    @Test
    void moreEventsOrValuesThanTheLimitAreRefused() {
        for (String event : List.of("08 00000000", "06 00000001 05")) {
            RtmpException refusal =
                    catchThrowableOfType(RtmpException.class, () -> read(19, HEADER + event.repeat(2_049)));
            assertThat(refusal).hasMessageContaining("more than 2048");
        }
    }

    @Test
    void aNameThatDoesNotFitIsNotWritten() {
        SharedObjectEvent event = new SharedObjectEvent.Remove("x".repeat(65_536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChunkWriter(128).write(object(event), Unpooled.buffer()));
    }

    @Test
    void listsAreCopied() {
        List<AmfProperty> properties = new ArrayList<>();
        properties.add(new AmfProperty("a", new AmfNumber(1)));
        SharedObjectEvent.Change change = new SharedObjectEvent.Change(properties);
        properties.clear();
        assertThat(change.properties()).hasSize(1);
    }

    private static RtmpMessage read(int typeId, String hex) throws RtmpException {
        byte[] body = wire().hex(hex).bytes();
        ByteBuf in = Unpooled.wrappedBuffer(wire().setChunkSize(0xFFFFFF)
                .type0(3, 0, body.length, typeId, 0)
                .append(body)
                .bytes());
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        try {
            reader.read(in);
            RtmpMessage message = reader.read(in);
            if (message == null) {
                throw new AssertionError("no message");
            }
            return message;
        } finally {
            reader.release();
        }
    }
}
