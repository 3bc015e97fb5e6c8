package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Feed.assertReads;
import static io.xiu.rtmp.chunk.Wire.wire;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Basic headers, chunk types, interleaving, Set Chunk Size and Abort. */
class ChunkReaderTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 63, 64, 65, 319, 320, 65598, 65599})
    void readsEveryFormOfChunkStreamId(int id) {
        Wire wire = wire().type0(id, 1, 1, 8, 1)
                .int8(0xAA)
                .type2(id, 2)
                .int8(0xBB)
                .type3(id)
                .int8(0xCC);
        assertReads(wire, "AUDIO 1 @1 aa", "AUDIO 1 @3 bb", "AUDIO 1 @5 cc");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 200, 319})
    void takesTheTwoAndTheThreeByteFormForTheSameChunkStream(int id) {
        Wire wire = wire().type0(id, 1, 130, 8, 1).body(128).basic3(3, id).body(128, 130);
        assertReads(wire, "AUDIO 1 @1 " + Feed.body(130));
    }

    @Test
    void readsAMessageStreamIdOfFourLittleEndianBytes() {
        assertReads(wire().type0(3, 0, 1, 9, 0x01020304).int8(1), "VIDEO 16909060 @0 01");
    }

    @Test
    void readsTheSpecificationsFirstExample() {
        Wire wire = wire().type0(3, 1000, 32, 8, 12345).body(32);
        wire.type2(3, 20).body(32).type3(3).body(32).type3(3).body(32);
        String body = Feed.body(32);
        assertReads(
                wire,
                "AUDIO 12345 @1000 " + body,
                "AUDIO 12345 @1020 " + body,
                "AUDIO 12345 @1040 " + body,
                "AUDIO 12345 @1060 " + body);
    }

    @Test
    void readsTheSpecificationsSecondExample() {
        Wire wire = wire().type0(4, 1000, 307, 9, 12346).body(0, 128);
        wire.type3(4).body(128, 256).type3(4).body(256, 307);
        assertReads(wire, "VIDEO 12346 @1000 " + Feed.body(307));
    }

    @Test
    void beginsAMessageWithType3AfterEveryType() {
        Wire wire = wire().type0(4, 40, 1, 8, 1).int8(1).type3(4).int8(2);
        wire.type1(4, 7, 2, 9).body(2).type3(4).body(2);
        wire.type2(4, 9).body(2).type3(4).body(2).type3(4).body(2);
        assertReads(
                wire,
                "AUDIO 1 @40 01",
                "AUDIO 1 @80 02", // after type 0 its timestamp is the delta, and ffmpeg counts on it
                "VIDEO 1 @87 0001",
                "VIDEO 1 @94 0001",
                "VIDEO 1 @103 0001",
                "VIDEO 1 @112 0001",
                "VIDEO 1 @121 0001");
    }

    @Test
    void takesALargeTimestampOfType0ForNoDelta() {
        assertReads(
                wire().type0(4, 10_000, 1, 8, 1).int8(1).type3(4).int8(2), "AUDIO 1 @10000 01", "AUDIO 1 @20000 02");
        assertReads(
                wire().type0(4, 10_001, 1, 8, 1).int8(1).type3(4).int8(2), "AUDIO 1 @10001 01", "AUDIO 1 @10001 02");
    }

    @Test
    void addsDeltasModulo32Bits() {
        Wire wire = wire().type0(4, 0xFFFFFF, 1, 8, 1).int32(-10).int8(1);
        wire.type2(4, 20).int8(2).type3(4).int8(3);
        assertReads(wire, "AUDIO 1 @4294967286 01", "AUDIO 1 @10 02", "AUDIO 1 @30 03");
    }

    @Test
    void readsType1FirstOnTheControlChunkStreamAsLibrtmpSendsIt() {
        Wire wire = wire().hex("42 000010 000006 04 0007 00000009");
        assertReads(wire, "PingResponse[timestamp=9]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"44 000000 000001 08 00", "84 000000 00", "c4 00", "82 000000 00", "c2 00", "40 00 000000 000001"
            })
    void refusesOtherTypesFirstOnAChunkStream(String hex) {
        assertReads(wire().hex(hex), "! CHUNK_NO_CONTEXT");
    }

    @Test
    void readsMediaOnTheControlChunkStream() {
        assertReads(wire().type0(2, 0, 3, 9, 1).body(3), "VIDEO 1 @0 000102");
    }

    @Test
    void readsInterleavedMessagesOfTwoChunkStreams() {
        Wire wire = wire().type0(6, 40, 300, 9, 1).body(0, 128);
        wire.type0(4, 41, 200, 8, 1).body(0, 128);
        wire.type3(6).body(128, 256).type3(4).body(128, 200).type3(6).body(256, 300);
        assertReads(wire, "AUDIO 1 @41 " + Feed.body(200), "VIDEO 1 @40 " + Feed.body(300));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 129, 4096, 65536, 0xFFFFFF, 0x1000000, 0x7FFFFFFF})
    void appliesAChunkSizeFromTheNextChunkOn(int size) {
        Wire wire = wire().type0(6, 40, 300, 9, 1).body(0, 128).setChunkSize(size);
        for (int at = 128; at < 300; ) {
            int to = (int) Math.min(300L, at + (long) size);
            wire.type3(6).body(at, to);
            at = to;
        }
        for (int at = 0; at < 4; ) {
            int to = (int) Math.min(4L, at + (long) size);
            (at == 0 ? wire.type0(2, 0, 4, 1, 0) : wire.type3(2)).append(new byte[to - at - (to == 4 ? 1 : 0)]);
            at = to;
        }
        wire.int8(128).type0(6, 41, 129, 9, 1).body(0, 128).type3(6).body(128, 129);
        assertReads(
                wire,
                "SetChunkSize[bytes=" + size + "]",
                "VIDEO 1 @40 " + Feed.body(300),
                "SetChunkSize[bytes=128]",
                "VIDEO 1 @41 " + Feed.body(129));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x80000000, -1})
    void refusesAChunkSizeOfNothingOrWithTheTopBit(int size) {
        assertReads(wire().setChunkSize(size), "! CHUNK_WORK_BUDGET");
    }

    @Test
    void dropsTheMessageThatIsAborted() {
        Wire wire = wire().type0(6, 40, 300, 9, 1).body(0, 128).hex("02 000000 000004 02 00000000 00000006");
        wire.type2(6, 5).body(0, 128).type3(6).body(128, 256).type3(6).body(256, 300);
        assertReads(wire, "Abort[chunkStreamId=6]", "VIDEO 1 @45 " + Feed.body(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000002", "00000005", "00000009", "ffffffff", "00000000"})
    void passesOverAnAbortOfNothing(String chunkStreamId) {
        Wire wire = wire().type0(5, 0, 1, 8, 1).int8(1).type0(6, 40, 129, 9, 1).body(128);
        wire.hex("02 000000 000004 02 00000000").hex(chunkStreamId).type3(6).body(128, 129);
        int id = (int) Long.parseLong(chunkStreamId, 16);
        assertReads(wire, "AUDIO 1 @0 01", "Abort[chunkStreamId=" + id + "]", "VIDEO 1 @40 " + Feed.body(129));
    }

    @Test
    void refusesAHeaderWithinAMessage() {
        assertReads(begun().type0(6, 0, 300, 9, 1), "! CHUNK_HEADER_MID_MESSAGE");
        assertReads(begun().type1(6, 0, 300, 9), "! CHUNK_HEADER_MID_MESSAGE");
        assertReads(begun().type2(6, 0), "! CHUNK_HEADER_MID_MESSAGE");
        assertReads(begun().type0(6, 0, 301, 9, 1), "! CHUNK_LEN_CHANGED");
        assertReads(begun().type1(6, 0, 299, 9), "! CHUNK_LEN_CHANGED");
        assertReads(begun().type1(6, 0, 1, 9), "! CHUNK_LEN_CHANGED");
    }

    @Test
    void waitsForTheRestOfAnything() {
        byte[] whole = wire().type0(65599, 0xFFFFFF, 129, 9, 1)
                .int32(0x1234567)
                .body(128)
                .type3(65599)
                .int32(0x1234567)
                .body(128, 129)
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            assertReads(wire().append(Arrays.copyOf(whole, length)));
        }
        assertReads(wire().append(whole), "VIDEO 1 @19088743 " + Feed.body(129));
    }

    private static Wire begun() {
        return wire().type0(6, 0, 300, 9, 1).body(0, 128);
    }
}
