package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.xiu.hls.Sample;
import io.xiu.hls.ts.TsEvent.ClockRead;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.ProgramChanged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where one thing ends and another begins. */
class TsReaderEdgeTest {
    private static final int PID = 0x50;
    private static final int NULL_PID = 0x1FFF;
    private static final int AUDIO = 0xC0;
    private static final byte[] FRAME =
            ByteBufUtil.getBytes(CodecTracks.audio(CodecTracks.AC3, 0, 0).data());

    @Test
    void packetsThatFillAStreamUpAreNotLookedAt() {
        byte[] pat = TsBuilder.section(0, 1, ByteBufUtil.decodeHexDump("0001e020"));
        byte[] pmt = TsBuilder.section(2, 1, ByteBufUtil.decodeHexDump("fffff000" + "0ffffff000"));
        byte[] tables =
                new TsBuilder().section(0, pat).section(TsBuilder.PMT_PID, pmt).bytes();
        TsReader reader = TsEvents.reader();
        List<TsEvent> events = new ArrayList<>();
        TsEvents.add(reader, tables, events);
        for (int i = 0; i < 5; i++) {
            byte[] filling = new byte[TsPacket.BYTES];
            filling[0] = TsPacket.SYNC;
            filling[1] = (byte) (0x40 | NULL_PID >> 8);
            filling[2] = (byte) NULL_PID;
            filling[3] = (byte) (0x10 | i % 2 * 7);
            TsEvents.add(reader, filling, events);
        }

        assertThat(TsEvents.only(ProgramChanged.class, events))
                .extracting(ProgramChanged::pcrPid)
                .containsExactly(NULL_PID);
        assertThat(events).hasSize(1);
        assertThat(reader.flush()).isNull();
    }

    @Test
    void whatIsFlushedIsNotJoinedWithWhatFollows() {
        TsBuilder builder = builder().pes(PID, TsBuilder.pes(AUDIO, 90_000, Arrays.copyOf(FRAME, 100)));
        int cut = builder.bytes().length;
        byte[] whole = builder.pes(PID, TsBuilder.pes(AUDIO, 900_000, FRAME)).bytes();
        TsReader reader = TsEvents.reader();
        List<TsEvent> events = new ArrayList<>();
        TsEvents.add(reader, Arrays.copyOf(whole, cut), events);
        flush(reader, events);

        TsEvents.add(reader, Arrays.copyOfRange(whole, cut, whole.length), events);
        flush(reader, events);

        assertThat(TsEvents.samples(1, events)).extracting(Sample::dts90k).containsExactly(900_000L);
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
    }

    @Test
    void heldBytesAreThoseOfAFrameThatHasBegunToo() {
        TsReader reader = TsEvents.reader();
        List<TsEvent> events = new ArrayList<>();
        TsEvents.add(
                reader,
                builder()
                        .pes(PID, TsBuilder.pes(AUDIO, 0, Arrays.copyOf(FRAME, 100)))
                        .bytes(),
                events);

        assertThat(reader.heldBytes()).isEqualTo(100);
        flush(reader, events);
        assertThat(reader.heldBytes()).isZero();
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
    }

    @Test
    void onlyThePidOfThePcrsTellsTheTime() {
        TsBuilder builder = builder();
        byte[] stream = builder.pes(PID, TsBuilder.pes(AUDIO, 0, FRAME)).bytes();
        byte[] clock = new byte[TsPacket.BYTES];
        clock[0] = TsPacket.SYNC;
        clock[3] = 0x20;
        clock[4] = (byte) 183;
        clock[5] = 0x10;
        clock[9] = 1;
        TsReader reader = TsEvents.reader();
        List<TsEvent> events = new ArrayList<>();
        TsEvents.add(reader, stream, events);
        for (int pid : new int[] {PID, 0x1FFE, 0x1FFD}) {
            clock[1] = (byte) (pid >> 8);
            clock[2] = (byte) pid;
            clock[3] = (byte) (0x20 | (pid == PID ? 3 : 0));
            TsEvents.add(reader, clock, events);
        }

        assertThat(TsEvents.only(ClockRead.class, events)).containsExactly(new ClockRead(0x1FFE, 2, 0));
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
    }

    @Test
    void aPesPacketOfAudioHasNoMoreThan256KiB() {
        for (int bytes : new int[] {TsReader.MAX_PES_BYTES, TsReader.MAX_PES_BYTES + 1}) {
            byte[] pes = TsBuilder.pes(AUDIO, 0, new byte[bytes - 14]);
            pes[4] = 0;
            pes[5] = 0;
            TsBuilder builder = builder().pes(PID, pes).pes(PID, TsBuilder.pes(AUDIO, 9_000, FRAME));

            List<TsEvent> events = builder.read();

            assertThat(TsEvents.only(Problem.class, events))
                    .extracting(Problem::kind)
                    .containsOnly(bytes > TsReader.MAX_PES_BYTES ? Problem.Kind.TOO_LONG : Problem.Kind.FRAME);
            assertThat(TsEvents.samples(1, events)).hasSize(1);
        }
    }

    private static TsBuilder builder() {
        return new TsBuilder().stream(0x81, PID, "").tables();
    }

    private static void flush(TsReader reader, List<TsEvent> events) {
        for (TsEvent event; (event = reader.flush()) != null; ) {
            events.add(event);
        }
    }
}
