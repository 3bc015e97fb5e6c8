package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.ts.TsEvent.ClockRead;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.ProgramChanged;
import io.xiu.hls.ts.TsEvent.ProgramStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that say nothing, or nothing that can be followed. */
class TsReaderTablesTest {
    private static final int PID = 0x50;
    private static final int PCR_PID = 0x1FFE;
    private static final int AUDIO = 0xC0;
    private static final byte[] PMT = TsBuilder.section(2, 1, ByteBufUtil.decodeHexDump("fffef000" + "81e050f000"));
    private static final byte[] FRAME =
            ByteBufUtil.getBytes(CodecTracks.audio(CodecTracks.AC3, 0, 0).data());

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "00b00d0001c000000001e020, not in force yet",
        "42b00d0001c100000001e020, of another table",
        "00b0090001c10000, without the program",
        "00b0080001c100, too short for its own numbers",
        "00b004, of nothing but a checksum",
        "00b00d0001c100000000e020, of the network only",
    })
    void aPatThatNamesNoProgramIsPassedOver(String hex, String what) {
        TsBuilder builder = new TsBuilder().section(0, checked(hex)).section(TsBuilder.PMT_PID, PMT);
        assertThat(builder.read()).isEmpty();

        builder.section(0, checked("00b00d0001c100000001e020")).section(TsBuilder.PMT_PID, PMT);
        assertThat(TsEvents.only(ProgramChanged.class, builder.read())).hasSize(1);
    }

    @Test
    void aPatThatNamesTheStreamThatIsReadChangesNothing() {
        TsBuilder builder = new TsBuilder().section(0, pat(TsBuilder.PMT_PID)).section(TsBuilder.PMT_PID, PMT);
        builder.section(0, pat(PID)).pes(PID, TsBuilder.pes(AUDIO, 9_000, FRAME));
        builder.section(TsBuilder.PMT_PID, TsBuilder.section(2, 2, Arrays.copyOfRange(PMT, 8, PMT.length - 4)));

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.only(ProgramChanged.class, events))
                .extracting(ProgramChanged::program)
                .containsExactly(1, 2);
        assertThat(TsEvents.samples(1, events)).extracting(Sample::dts90k).containsExactly(9_000L);
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
    }

    @Test
    void whatIsMissingInThePidOfThePcrsTakesNothingFromTheTables() {
        byte[] longPmt = TsBuilder.section(
                2, 1, ByteBufUtil.decodeHexDump("fffef0c8" + "aac6" + "00".repeat(198) + "81e050f000"));
        byte[] first = new byte[184];
        System.arraycopy(longPmt, 0, first, 1, 183);
        TsBuilder builder = new TsBuilder().section(0, pat(TsBuilder.PMT_PID)).section(TsBuilder.PMT_PID, PMT);
        builder.packet(PCR_PID, false, new byte[184], 0);
        builder.packet(TsBuilder.PMT_PID, true, first, 0);
        int clockAt = builder.bytes().length;
        builder.packet(PCR_PID, false, new byte[184], 0);
        builder.packet(TsBuilder.PMT_PID, false, Arrays.copyOfRange(longPmt, 183, longPmt.length), 0xFF);
        byte[] stream = builder.bytes();
        stream[clockAt + 3] = (byte) (stream[clockAt + 3] + 2);

        List<TsEvent> events = TsEvents.of(List.of(stream));

        assertThat(TsEvents.only(Problem.class, events))
                .containsExactly(new Problem(
                        Problem.Kind.CONTINUITY,
                        PCR_PID,
                        "TS packets missing before continuity counter " + (stream[clockAt + 3] & 0x0F)));
        assertThat(TsEvents.only(ClockRead.class, events)).isEmpty();
        assertThat(events).as("the PMT, once").hasSize(2);
    }

    @Test
    void aStreamOfACodecThatIsNotReadHereIsLeftOut() {
        ProgramTables.StreamDescription flac = new ProgramTables.StreamDescription(
                new ProgramStream(PID, StreamType.PRIVATE_DATA, Codec.FLAC), 0, false);
        ProgramTables.StreamDescription ac3 =
                new ProgramTables.StreamDescription(new ProgramStream(PID + 1, StreamType.AC3, Codec.AC3), 0, false);

        List<ElementaryStream> streams = ElementaryStream.of(
                List.of(flac, ac3), new ArrayList<>(), new StreamTime(), UnpooledByteBufAllocator.DEFAULT);

        assertThat(streams).extracting(ElementaryStream::pid).containsExactly(PID + 1);
    }

    private static byte[] pat(int pmtPid) {
        return TsBuilder.section(
                0, 1, ByteBuffer.allocate(4).putInt(0x1_E000 | pmtPid).array());
    }

    /** A section with its checksum behind it. */
    private static byte[] checked(String hex) {
        byte[] bytes = ByteBufUtil.decodeHexDump(hex);
        return ByteBufUtil.getBytes(
                Unpooled.buffer().writeBytes(bytes).writeInt(Crc32Mpeg2.of(bytes, 0, bytes.length)));
    }
}
