package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Feed.assertReads;
import static io.xiu.rtmp.chunk.Wire.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedTimestampTest {
    private static final int AT = 0x1234567;
    private static final String LINE = "VIDEO 1 @19088743 ";

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 0xFFFFFE, 0xFFFFFF, 0x1000000, 0x7FFFFFFF, 0x80000000, -1})
    void holdsAnyValue(int timestamp) {
        String line = "VIDEO 1 @" + Integer.toUnsignedString(timestamp) + " " + Feed.body(129);
        Wire start = wire().type0(6, 0xFFFFFF, 129, 9, 1).int32(timestamp).body(128);
        byte[] bytes = start.bytes();
        assertReads(start.type3(6).int32(timestamp).body(128, 129), line);
        assertReads(wire().append(bytes).type3(6).body(128, 129).type3(2), line, "! CHUNK_NO_CONTEXT");
    }

    @Test
    void isNotThereBelow0xFFFFFF() {
        assertReads(wire().type0(6, 0xFFFFFE, 1, 9, 1).int8(1), "VIDEO 1 @16777214 01");
    }

    @Test
    void isADeltaInType1AndType2() {
        Wire wire = wire().type0(6, 100, 1, 9, 1).int8(1);
        wire.type1(6, 0xFFFFFF, 1, 9).int32(0xFFFFFF).int8(2);
        wire.type2(6, 0xFFFFFF).int32(0x1000000).int8(3);
        wire.type2(6, 10).int8(4).type3(6).int8(5);
        assertReads(
                wire,
                "VIDEO 1 @100 01",
                "VIDEO 1 @16777315 02",
                "VIDEO 1 @33554531 03",
                "VIDEO 1 @33554541 04",
                "VIDEO 1 @33554551 05");
    }

    @Test
    void isRepeatedAsADeltaOrAsATimestamp() {
        for (int field : new int[] {0x1000000, 0x1000064}) {
            Wire wire = wire().type0(6, 100, 1, 9, 1).int8(1);
            wire.type1(6, 0xFFFFFF, 129, 9).int32(0x1000000).body(128);
            wire.type3(6).int32(field).body(128, 129);
            assertReads(wire, "VIDEO 1 @100 01", "VIDEO 1 @16777316 " + Feed.body(129));
        }
    }

    @Test
    void isNotTakenForPayloadOnceThePeerIsKnownToRepeatIt() {
        Wire wire = begin().type3(6).int32(AT).body(128, 256).type3(6).int32(0).body(256, 300);
        assertReads(wire, LINE + Feed.body(300));
    }

    @Test
    void isNotTakenOutOfThePayloadOnceThePeerIsKnownToLeaveItOut() {
        Wire learned = begin().type3(6).body(128, 256).type3(6).body(256, 300);
        learned.type0(6, 0xFFFFFF, 132, 9, 1).int32(AT).body(128).type3(6).int32(AT);
        byte[] body = wire().body(128).int32(AT).bytes();
        assertReads(learned, LINE + Feed.body(300), LINE + Feed.text(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "01 23", "01 23 45", "01 23 45 68", "01 ff", "02"})
    void isToldFromAPayloadThatBeginsAlike(String tail) {
        int length = wire().hex(tail).length();
        Wire wire = wire().type0(6, 0xFFFFFF, 128 + length, 9, 1).int32(AT).body(128);
        wire.type3(6).hex(tail).type0(4, 7, 1, 8, 1).int8(0xAA);
        byte[] body = wire().body(128).hex(tail).bytes();
        assertReads(wire, LINE + Feed.text(body), "AUDIO 1 @7 aa");
    }

    @Test
    void isLearnedForTheWholeConnection() {
        Wire wire = begin().type3(6).body(128, 256).type3(6).body(256, 300);
        wire.type0(4, 0xFFFFFF, 132, 8, 1).int32(AT).body(128).type3(4).int32(AT);
        byte[] body = wire().body(128).int32(AT).bytes();
        assertReads(wire, LINE + Feed.body(300), "AUDIO 1 @19088743 " + Feed.text(body));
    }

    @Test
    void mayBeRepeatedInAType3ChunkThatBeginsAMessage() {
        Wire wire = begin().type3(6).int32(AT).body(128, 256).type3(6).int32(AT).body(256, 300);
        wire.type3(6).int32(AT).body(128); // at the same time
        wire.type3(6).int32(AT).body(128, 256).type3(6).int32(AT).body(256, 300);
        wire.type3(6).int32(AT + 40).body(128); // with a time of its own
        wire.type3(6).int32(AT + 40).body(128, 256).type3(6).int32(AT + 40).body(256, 300);
        String body = Feed.body(300);
        assertReads(wire, LINE + body, LINE + body, "VIDEO 1 @19088783 " + body);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000})
    void isBelievedUpToTenSecondsAheadInAType3ChunkThatBeginsAMessage(int step) {
        Wire wire = wire().type0(6, 0xFFFFFF, 4, 9, 1).int32(AT).body(4);
        wire.type3(6).int32(AT + step).body(4);
        assertReads(wire, LINE + "00010203", "VIDEO 1 @" + (AT + step) + " 00010203");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10_001})
    void isTakenForPayloadIfItIsFurtherAway(int step) {
        Wire wire = wire().type0(6, 0xFFFFFF, 4, 9, 1).int32(AT).body(4);
        wire.type3(6).int32(AT + step);
        assertReads(wire, LINE + "00010203", LINE + "%08x".formatted(AT + step));
    }

    @Test
    void mayBeLeftOutOfAType3ChunkThatBeginsAMessage() {
        Wire wire = begin().type3(6).int32(AT).body(128, 256).type3(6).int32(AT).body(256, 300);
        wire.type3(6)
                .body(128)
                .type3(6)
                .int32(AT)
                .body(128, 256)
                .type3(6)
                .int32(AT)
                .body(256, 300);
        assertReads(wire, LINE + Feed.body(300), LINE + Feed.body(300));

        wire = begin().type3(6).body(128, 256).type3(6).body(256, 300);
        wire.type3(6).body(128).type3(6).body(128, 256).type3(6).body(256, 300);
        assertReads(wire, LINE + Feed.body(300), LINE + Feed.body(300));
    }

    @Test
    void isRepeatedAsADeltaInAType3ChunkThatBeginsAMessage() {
        Wire wire = wire().type0(6, 100, 4, 9, 1).body(4);
        wire.type2(6, 0xFFFFFF)
                .int32(0x1000000)
                .body(4)
                .type3(6)
                .int32(0x1000000)
                .body(4);
        assertReads(wire, "VIDEO 1 @100 00010203", "VIDEO 1 @16777316 00010203", "VIDEO 1 @33554532 00010203");
    }

    private static Wire begin() {
        return wire().type0(6, 0xFFFFFF, 300, 9, 1).int32(AT).body(128);
    }
}
