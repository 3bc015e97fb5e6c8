package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Feed.assertReads;
import static io.xiu.rtmp.chunk.Wire.wire;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateReaderTest {
    @Test
    void splitsAnAggregateAndMovesItsPartsToItsOwnTime() {
        Wire parts = wire();
        part(parts, 8, 5000, 3);
        part(parts, 9, 5000, 300);
        part(parts, 18, 5040, 2);
        assertReads(
                aggregate(1000, parts), "AUDIO 1 @1000 000102", "VIDEO 1 @1000 " + Feed.body(300), "DATA 1 @1040 0001");
    }

    @Test
    void readsWhatFollowsAnAggregate() {
        Wire wire = aggregate(7, part(wire(), 8, 7, 1)).type0(4, 9, 1, 8, 1).int8(0xAA);
        assertReads(wire, "AUDIO 1 @7 00", "AUDIO 1 @9 aa");
    }

    @Test
    void takesTheHighByteOfATimeFromBehindTheLowOnes() {
        Wire parts = part(part(wire(), 8, 0x00FFFFF0, 1), 8, 0x01000010, 1);
        assertReads(aggregate(0, parts), "AUDIO 1 @0 00", "AUDIO 1 @32 00");
        parts = part(part(wire(), 8, -16, 1), 8, 16, 1);
        assertReads(aggregate(-16, parts), "AUDIO 1 @4294967280 00", "AUDIO 1 @16 00");
    }

    @Test
    void passesOverEmptyPartsAndOnOtherOnes() {
        Wire parts = part(part(part(wire(), 8, 0, 0), 20, 10, 2), 9, 20, 1);
        assertReads(
                aggregate(100, parts),
                "UnhandledMessage[typeId=20, messageStreamId=1, timestampMillis=110, body=2 bytes]",
                "VIDEO 1 @120 00");
        assertReads(aggregate(100, part(wire(), 8, 0, 0)));
    }

    @Test
    void refusesAnAggregateOfNothing() {
        assertReads(aggregate(0, wire()), "! AGGREGATE_BAD");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 11, 14, 15, 17})
    void refusesAnAggregateThatEndsWithinAPart(int length) {
        byte[] whole = part(wire(), 8, 0, 3).bytes();
        assertReads(aggregate(0, wire().append(Arrays.copyOf(whole, length))), "! AGGREGATE_BAD");
        Wire second = part(wire(), 8, 0, 1).append(Arrays.copyOf(whole, length));
        assertReads(aggregate(0, second), "AUDIO 1 @0 00", "! AGGREGATE_BAD");
    }

    @Test
    void refusesAPartThatIsLongerThanTheRest() {
        assertReads(aggregate(0, wire().hex("08 000004 000000 00 000000 010203 0000000e")), "! AGGREGATE_BAD");
        assertReads(aggregate(0, wire().hex("08 ffffff 000000 00 000000 010203 0000000e")), "! AGGREGATE_BAD");
    }

    @Test
    void refusesAWrongBackPointer() {
        assertReads(aggregate(0, wire().hex("08 000003 000000 00 000000 010203 0000000d")), "! AGGREGATE_BAD");
    }

    @Test
    void refusesAnAggregateInAnAggregate() {
        assertReads(aggregate(0, part(wire(), 22, 0, 20)), "! AGGREGATE_BAD");
    }

    @Test
    void refusesTimeThatGoesBack() {
        assertReads(aggregate(0, part(part(wire(), 8, 10, 1), 9, 9, 1)), "AUDIO 1 @0 00", "! AGGREGATE_BAD");
    }

    private static Wire aggregate(int timestamp, Wire parts) {
        boolean extended = Integer.compareUnsigned(timestamp, 0xFFFFFF) >= 0;
        Wire wire = wire().type0(6, extended ? 0xFFFFFF : timestamp, parts.length(), 22, 1);
        if (extended) {
            wire.int32(timestamp);
        }
        byte[] bytes = parts.bytes();
        for (int at = 0; at < bytes.length; at += 128) {
            if (at > 0) {
                wire.type3(6);
            }
            wire.append(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 128)));
        }
        return wire;
    }

    private static Wire part(Wire wire, int typeId, int time, int length) {
        wire.int8(typeId).int24(length).int24(time).int8(time >>> 24).int24(0x99);
        return wire.body(length).int32(11 + length);
    }
}
