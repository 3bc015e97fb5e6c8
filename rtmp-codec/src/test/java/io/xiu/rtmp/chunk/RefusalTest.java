package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfLimits;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader says when it refuses to go on. */
class RefusalTest {
    private static final String SHARED = "0001 61 00000007 0000000000000000";
    private static final String COMMAND = "02 0001 61 00 0000000000000000";

    private static final ChunkLimits NARROW =
            new ChunkLimits(16, 100, 100, 200, 200, 2, 1, 128).withAmf(new AmfLimits(1, 2, 100));

    record Case(Reason reason, String message, Wire wire) {
        @Override
        public String toString() {
            return message;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        Reason.CHUNK_NO_CONTEXT,
                        "first chunk of chunk stream 4 is of type 1",
                        wire().type1(4, 0, 1, 8)),
                new Case(
                        Reason.CSID_LIMIT,
                        "more than 2 chunk streams",
                        wire().type0(3, 0, 0, 8, 1).type0(4, 0, 0, 8, 1).type0(5, 0, 0, 8, 1)),
                new Case(
                        Reason.MSG_TOO_LONG,
                        "message of type 20 with 101 bytes, limit 100",
                        wire().type0(3, 0, 101, 20, 0)),
                new Case(
                        Reason.CHUNK_HEADER_MID_MESSAGE,
                        "chunk stream 6 has 72 of 200 bytes to come when a header says 200",
                        wire().type0(6, 0, 200, 9, 1).body(128).type2(6, 0)),
                new Case(
                        Reason.CHUNK_LEN_CHANGED,
                        "chunk stream 6 has 72 of 200 bytes to come when a header says 3",
                        wire().type0(6, 0, 200, 9, 1).body(128).type1(6, 0, 3, 9)),
                new Case(
                        Reason.PARTIAL_BUDGET,
                        "more than 1 messages in progress",
                        wire().type0(6, 0, 200, 9, 1).body(128).type0(4, 0, 200, 8, 1)),
                new Case(
                        Reason.PARTIAL_BUDGET,
                        "129 bytes of messages in progress, limit 128",
                        wire().type0(6, 0, 200, 9, 1).body(128).type0(4, 0, 1, 8, 1)),
                new Case(
                        Reason.CTRL_SHORT,
                        "control message of 3 bytes instead of 4",
                        wire().type0(2, 0, 3, 5, 0).body(3)),
                new Case(Reason.CHUNK_WORK_BUDGET, "chunk size 0", wire().setChunkSize(0)),
                new Case(Reason.CHUNK_WORK_BUDGET, "chunk size 4294967295", wire().setChunkSize(-1)),
                aggregate("is empty", ""),
                aggregate("ends within a header", "08 000001 000000 00 000000 01 0000"),
                aggregate("contains an aggregate", "16 000001 000000 00 000000 01 0000000c"),
                aggregate("ends within a part", "08 000004 000000 00 000000 010203 0000000e"),
                aggregate("has a wrong back pointer", "08 000003 000000 00 000000 010203 0000000f"),
                aggregate(
                        "goes back in time",
                        "08 000001 00000a 00 000000 01 0000000c 08 000001 000009 00 000000 01 0000000c"),
                amf(20, "command without a name", "05"),
                amf(20, "command whose transaction id is no number", "02 0001 61 02 0001 61"),
                amf(20, "command of SHORT AMF: 8 bytes needed, 7 left", "02 0001 61 00 00000000000000"),
                amf(20, "command of NODES AMF: more than 2 values", COMMAND + "05"),
                amf(20, "command of DEPTH AMF: nested deeper than 1", "03 0001 61 03 0000"),
                amf(
                        17,
                        "command of MARKER AMF: AMF3 object of externalizable class \"a\\u000ab\"",
                        "11 0a 07 07 610a62"),
                amf(19, "shared object message that ends within its header", "0001 61 00000007 00000000000000"),
                amf(19, "shared object message that ends within its header", "0002 61"),
                amf(19, "shared object message that ends within an event", SHARED + "01 000000"),
                amf(19, "shared object event of 2 bytes, 1 left", SHARED + "01 00000002 00"),
                amf(19, "shared object event of 4294967295 bytes, 0 left", SHARED + "01 ffffffff"),
                amf(19, "more than 2 shared object events", SHARED + "08 00000000".repeat(3)),
                amf(16, "shared object of MARKER AMF: AMF0 marker 18", "00" + SHARED + "06 00000001 12"),
                amf(19, "shared object of SHORT AMF: 2 bytes needed, 1 left", SHARED + "06 00000002 0200"));
    }

    private static Case aggregate(String message, String hex) {
        return new Case(Reason.AGGREGATE_BAD, "aggregate message " + message, message(22, hex));
    }

    private static Case amf(int typeId, String message, String hex) {
        return new Case(Reason.AMF, message, message(typeId, hex));
    }

    private static Wire message(int typeId, String hex) {
        byte[] body = wire().hex(hex).bytes();
        return wire().type0(3, 0, body.length, typeId, 0).append(body);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRefusalSaysWhatIsWrong(Case each) {
        ChunkReader reader = new ChunkReader(NARROW);
        RtmpException refusal = refusal(reader, each.wire());
        reader.release();
        assertThat(refusal).hasMessage(each.message());
        assertThat(refusal.reason()).isEqualTo(each.reason());
        assertThat(refusal.getStackTrace()).isEmpty();
    }

    @Test
    void asManyEventsAsAllowedAreRead() throws RtmpException {
        Wire wire = message(19, SHARED + "08 00000000".repeat(2));
        ChunkReader reader = new ChunkReader(NARROW);
        assertThat(reader.read(Unpooled.wrappedBuffer(wire.bytes())))
                .hasToString("SharedObject[messageStreamId=0, version=7, persistent=false, events=2]");
        reader.release();
    }

    @Test
    void aLimitThatIsLoweredHoldsForTheNextHeaderOfAnyType() throws RtmpException {
        for (Wire next : List.of(wire().type3(6), wire().type2(6, 0), wire().type1(6, 0, 201, 9))) {
            ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
            ByteBuf in = Unpooled.wrappedBuffer(
                    wire().setChunkSize(1_000).type0(6, 0, 201, 9, 1).body(201).bytes());
            assertThat(reader.read(in)).hasToString("SetChunkSize[bytes=1000]");
            if (reader.read(in) instanceof MediaMessage media) {
                media.body().release();
            }
            reader.limits(NARROW);
            RtmpException refusal = refusal(reader, next);
            reader.release();
            assertThat(refusal).hasMessage("message of type 9 with 201 bytes, limit 200");
            assertThat(refusal.reason()).isEqualTo(Reason.MSG_TOO_LONG);
        }
    }

    private static RtmpException refusal(ChunkReader reader, Wire wire) {
        ByteBuf in = Unpooled.wrappedBuffer(wire.bytes());
        return catchThrowableOfType(RtmpException.class, () -> {
            for (RtmpMessage message; (message = reader.read(in)) != null; ) {
                if (message instanceof MediaMessage media) {
                    media.body().release();
                }
            }
        });
    }
}
