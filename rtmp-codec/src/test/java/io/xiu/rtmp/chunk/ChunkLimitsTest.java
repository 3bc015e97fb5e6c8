package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Feed.assertReads;
import static io.xiu.rtmp.chunk.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit from both sides. */
class ChunkLimitsTest {
    private static final ChunkLimits LIMITS = ChunkLimits.DEFAULT;
    private static final int CHUNK_SIZE = 0xFFFFFF;
    private static final String CHUNK_SIZE_LINE = "SetChunkSize[bytes=16777215]";

    @ParameterizedTest
    @CsvSource({
        "1, 16",
        "2, 16",
        "3, 16",
        "4, 16",
        "5, 16",
        "6, 16",
        "17, 65536",
        "20, 65536",
        "8, 1048576",
        "9, 8388608",
        "22, 8388608",
        "15, 262144",
        "18, 262144",
        "0, 262144",
        "16, 262144",
        "19, 262144",
        "255, 262144"
    })
    void aMessageMayBeAsLongAsItsLimitAndNoLonger(int typeId, int limit) {
        assertReads(wire().type0(3, 0, limit, typeId, 1));
        assertReads(wire().type0(3, 0, limit + 1, typeId, 1), "! MSG_TOO_LONG");
        assertReads(wire().type0(3, 0, 0xFFFFFF, typeId, 1), "! MSG_TOO_LONG");
        Wire known = wire().type0(3, 0, 1, 8, 1).int8(1);
        assertReads(known.type1(3, 0, limit + 1, typeId), "AUDIO 1 @0 01", "! MSG_TOO_LONG");
    }

    @Test
    void theLongestVideoMessageIsReadWhole() {
        int length = LIMITS.videoBytes();
        Wire wire = wire().setChunkSize(CHUNK_SIZE).type0(6, 0, length, 9, 1).body(length);
        assertReads(wire, CHUNK_SIZE_LINE, "VIDEO 1 @0 " + Feed.body(length));
    }

    @Test
    void sixtyFourChunkStreamsAreUsedAndNoMore() {
        Wire wire = wire();
        for (int id = 0; id < 64; id++) {
            wire.type0(2 + 1031 * id, 0, 1, 8, 1).int8(id);
        }
        List<String> lines =
                IntStream.range(0, 64).mapToObj("AUDIO 1 @0 %02x"::formatted).toList();
        assertThat(Feed.everyWay(LIMITS, wire.bytes())).isEqualTo(lines);
        assertThat(Feed.everyWay(LIMITS, wire.type2(2, 1).int8(1).bytes())).hasSize(65);
        assertThat(Feed.everyWay(LIMITS, wire.type0(3, 0, 1, 8, 1).bytes()))
                .hasSize(66)
                .endsWith("! CSID_LIMIT");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 128, 1})
    void sixtyFourChunkStreamsAreTheLimitHoweverTheirIdsCollide(int step) {
        Wire wire = wire();
        for (int id = 0; id < 65; id++) {
            wire.type0(64 + step * id, 0, 1, 8, 1).int8(id);
        }
        assertThat(Feed.everyWay(LIMITS, wire.bytes())).hasSize(65).endsWith("! CSID_LIMIT");
    }

    @Test
    void sixteenMessagesAreInProgressAndNoMore() {
        Wire wire = wire();
        for (int id = 3; id < 19; id++) {
            wire.type0(id, 0, 129, 8, 1).body(128);
        }
        assertReads(wire);
        assertReads(wire().append(wire.bytes()).type0(19, 0, 129, 8, 1), "! PARTIAL_BUDGET");

        wire.type0(19, 0, 128, 8, 1).body(128); // whole in its chunk, so never in progress
        wire.type3(3).body(128, 129).type0(20, 0, 129, 8, 1).body(128);
        String whole = "AUDIO 1 @0 " + Feed.body(128);
        assertReads(wire, whole, "AUDIO 1 @0 " + Feed.body(129));
        wire.type3(4).body(128, 129).type3(3).body(128);
        assertReads(
                wire.type0(21, 0, 129, 8, 1),
                whole,
                "AUDIO 1 @0 " + Feed.body(129),
                "AUDIO 1 @0 " + Feed.body(129),
                "! PARTIAL_BUDGET");
    }

    @Test
    void anAbortedMessageIsNoLongerInProgress() {
        ChunkLimits limits = new ChunkLimits(16, 1000, 1000, 1000, 1000, 64, 16, 300);
        Wire wire = wire();
        for (int round = 0; round < 40; round++) {
            wire.type0(3 + round, 0, 129, 8, 1).body(128);
            wire.hex("02 000000 000004 02 00000000").int32(3 + round);
        }
        assertThat(Feed.everyWay(limits, wire.bytes())).hasSize(40).last().isEqualTo("Abort[chunkStreamId=42]");
    }

    @Test
    void partialBytesAreCountedAcrossMessages() {
        ChunkLimits limits = new ChunkLimits(16, 1000, 1000, 1000, 1000, 64, 16, 384);
        Wire wire =
                wire().type0(3, 0, 300, 8, 1).body(128).type0(4, 0, 300, 9, 1).body(128);
        wire.type3(3).body(128, 256);
        assertReads(limits, wire);
        assertReads(limits, wire().append(wire.bytes()).type3(4), "! PARTIAL_BUDGET");
        assertReads(limits, wire().append(wire.bytes()).type0(5, 0, 1, 8, 1), "! PARTIAL_BUDGET");
        wire.hex("02 000000 000004 02 00000000 00000004"); // 4 bytes over the limit
        assertReads(limits, wire, "! PARTIAL_BUDGET");
    }

    @Test
    void aViewerMayHave64KibibytesInProgress() {
        int limit = 64 << 10;
        Wire wire = wire().setChunkSize(CHUNK_SIZE).type0(5, 0, limit, 18, 1).body(limit);
        assertReads(ChunkLimits.VIEWER, wire, CHUNK_SIZE_LINE, "DATA 1 @0 " + Feed.body(limit));
        wire = wire().setChunkSize(CHUNK_SIZE).type0(5, 0, limit + 1, 18, 1).body(limit + 1);
        assertReads(ChunkLimits.VIEWER, wire, CHUNK_SIZE_LINE, "! PARTIAL_BUDGET");
        assertReads(ChunkLimits.DEFAULT, wire, CHUNK_SIZE_LINE, "DATA 1 @0 " + Feed.body(limit + 1));
    }

    @Test
    void manyLongMessagesEndAtThePartialBudget() {
        Wire wire = wire().setChunkSize(1 << 20);
        for (int id = 3; id < 19; id++) {
            wire.type0(id, 0, 8 << 20, 9, 1).body(1 << 20);
        }
        assertReads(wire, "SetChunkSize[bytes=1048576]");
        assertReads(wire.type3(3), "SetChunkSize[bytes=1048576]", "! PARTIAL_BUDGET");
    }

    @Test
    void chunksOfOneByteEndAtTheWorkBudget() {
        int chunks = (8 << 20) / 126;
        Wire wire = wire().setChunkSize(1).type0(6, 0, chunks + 1, 9, 1).int8(0);
        for (int i = 1; i <= chunks; i++) {
            wire.type3(6).body(i, i + 1);
        }
        assertReads(wire, "SetChunkSize[bytes=1]", "VIDEO 1 @0 " + Feed.body(chunks + 1));
        assertReads(
                wire.type1(6, 0, 2, 9),
                "SetChunkSize[bytes=1]",
                "VIDEO 1 @0 " + Feed.body(chunks + 1),
                "! CHUNK_WORK_BUDGET");
    }

    @Test
    void chunksOf64BytesNeverEndAtTheWorkBudget() {
        int length = 4 << 20;
        Wire wire = wire().setChunkSize(64);
        for (int message = 0; message < 3; message++) {
            wire.type0(6, 0, length, 9, 1).body(0, 64);
            for (int at = 64; at < length; at += 64) {
                wire.type3(6).body(at, at + 64);
            }
        }
        String line = "VIDEO 1 @0 " + Feed.body(length);
        assertReads(wire, "SetChunkSize[bytes=64]", line, line, line);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void noLimitMayBeNothing(int index) {
        int[] limits = {1, 1, 1, 1, 1, 1, 1, 1};
        assertThat(of(limits).videoBytes()).isEqualTo(1);
        limits[index] = 0;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(limits))
                .withMessage("limits must be positive, and messages at most 0xFFFFFF bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void noMessageMayBeLongerThanTheWireAllows(int index) {
        int[] limits = {1, 1, 1, 1, 1, 1, 1, 1};
        limits[index] = 0xFFFFFF;
        assertThat(of(limits).chunkStreams()).isEqualTo(1);
        limits[index] = 0x1000000;
        assertThatIllegalArgumentException().isThrownBy(() -> of(limits));
    }

    @Test
    void theOtherLimitsHaveNoEnd() {
        int most = Integer.MAX_VALUE;
        assertThat(of(1, 1, 1, 1, 1, most, most, most).partialBytes()).isEqualTo(most);
    }

    private static ChunkLimits of(int... limits) {
        return new ChunkLimits(limits[0], limits[1], limits[2], limits[3], limits[4], limits[5], limits[6], limits[7]);
    }
}
