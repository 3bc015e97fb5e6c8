package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Feed.assertReads;
import static io.xiu.rtmp.chunk.Wire.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies: control messages, commands, empty and unknown messages. */
class MessageReaderTest {
    @ParameterizedTest
    @CsvSource({"1, 4", "2, 4", "3, 4", "4, 2", "5, 4", "6, 5"})
    void refusesAShortControlMessage(int typeId, int needed) {
        for (int length = 0; length < needed; length++) {
            assertReads(wire().type0(2, 0, length, typeId, 0).body(length), "! CTRL_SHORT");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 00000100, SetChunkSize[bytes=256]",
        "2, 00000009, Abort[chunkStreamId=9]",
        "3, ffffffff, Acknowledgement[sequenceNumber=-1]",
        "4, 000600000005, PingRequest[timestamp=5]",
        "5, 00000000, WindowAcknowledgementSize[bytes=0]",
        "6, 0000000102, 'SetPeerBandwidth[bytes=1, limitType=DYNAMIC]'"
    })
    void ignoresWhatFollowsTheFieldsOfAControlMessage(int typeId, String hex, String line) {
        int length = hex.length() / 2;
        for (int extra : new int[] {0, 1, 16 - length}) {
            assertReads(wire().type0(2, 0, length + extra, typeId, 0).hex(hex).body(extra), line);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 255})
    void passesOnAnUnknownLimitTypeAsUnhandled(int limitType) {
        assertReads(
                wire().hex("02 000000 000005 06 00000000 00000001").int8(limitType),
                "UnhandledMessage[typeId=6, messageStreamId=0, timestampMillis=0, body=5 bytes]");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 26, 27, 30, 33, 0xFFFF})
    void passesOnAnUnknownEvent(int event) {
        assertReads(
                wire().type0(2, 0, 6, 4, 0).int8(event >> 8).int8(event).int32(1),
                "UnknownUserControl[eventType=" + event + ", data=4 bytes]");
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 5", "2, 5", "3, 9", "4, 5", "6, 5", "7, 2", "31, 5", "32, 3"})
    void passesOnAShortEventAsUnknown(int event, int length) {
        assertReads(
                wire().type0(2, 0, length, 4, 0).int8(0).int8(event).append(new byte[length - 2]),
                "UnknownUserControl[eventType=" + event + ", data=" + (length - 2) + " bytes]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 10, 11, 12, 13, 14, 21, 23, 128, 255})
    void passesOnOtherTypesWithoutTheirBodies(int typeId) {
        String line = "UnhandledMessage[typeId=" + typeId + ", messageStreamId=1, timestampMillis=0, body=";
        assertReads(
                wire().type0(3, 0, 3, typeId, 1).body(3).type1(3, 0, 0, typeId).type3(3),
                line + "3 bytes]",
                line + "0 bytes]",
                line + "0 bytes]");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 15, 18})
    void passesOverEmptyMedia(int typeId) {
        Wire wire = wire().type0(4, 5, 0, typeId, 1)
                .type2(4, 5)
                .type3(4)
                .type1(4, 5, 1, 8)
                .int8(0xAA);
        assertReads(wire, "AUDIO 1 @20 aa");
    }

    @Test
    void readsAnAmf3DataMessageWithoutItsFormatByte() {
        assertReads(wire().type0(5, 0, 3, 15, 1).hex("00 0201"), "DATA 1 @0 0201");
        assertReads(wire().type0(5, 0, 2, 15, 1).hex("0201"), "DATA 1 @0 0201");
        assertReads(wire().type0(5, 0, 1, 15, 1).hex("00"));
    }

    @Test
    void readsAnAmf3CommandWithAndWithoutItsFormatByte() {
        String command = "Command[messageStreamId=0, name=a, transactionId=1.0, arguments=1]";
        String hex = "02 0001 61 00 3ff0000000000000 05";
        assertReads(wire().type0(3, 0, 15, 17, 0).hex("00").hex(hex), command);
        assertReads(wire().type0(3, 0, 14, 17, 0).hex(hex), command);
        assertReads(wire().type0(3, 0, 14, 20, 0).hex(hex), command);
    }

    @Test
    void readsACommandOfOnlyAName() {
        assertReads(
                wire().type0(3, 0, 4, 20, 1).hex("02 0001 61"),
                "Command[messageStreamId=1, name=a, transactionId=0.0, arguments=0]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no name
                "05", // a name that is null
                "00 3ff0000000000000", // a name that is a number
                "02 0001", // a name cut short
                "02 0001 61 02 0001 61", // a transaction id that is a string
                "02 0001 61 00 3ff000000000", // a transaction id cut short
                "02 0001 61 00 3ff0000000000000 12" // an argument of no type
            })
    void refusesACommandThatIsNone(String hex) {
        Wire body = wire().hex(hex);
        for (int typeId : new int[] {17, 20}) {
            assertReads(wire().type0(3, 0, body.length(), typeId, 0).append(body.bytes()), "! AMF");
        }
    }

    @Test
    void refusesACommandWithDeepArguments() {
        Wire body = wire().hex("02 0001 61 00 0000000000000000");
        for (int depth = 0; depth < 17; depth++) {
            body.hex("0a 00000001");
        }
        body.hex("05");
        assertReads(wire().type0(3, 0, body.length(), 20, 0).append(body.bytes()), "! AMF");
    }
}
