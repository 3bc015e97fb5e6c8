package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.ProgramChanged;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths at their limits: adaptation fields, sections, PES packets. */
class PacketPartsTest {
    private static final int ADAPTATION = 0x20;
    private static final int PAYLOAD = 0x10;
    private static final int FLAG_PCR = 0x10;

    @ParameterizedTest(name = "adaptation field of {1} bytes, flags {2}: {3}, payload at {4}")
    @CsvSource({
        "48, 0, 0, true, 5",
        "48, 1, 0, true, 6",
        "48, 182, 0, true, 187",
        "48, 183, 0, false, 188",
        "48, 184, 0, false, 189",
        "48, 255, 0, false, 260",
        "32, 183, 0, true, 188",
        "32, 10, 0, true, 188",
        "32, 184, 0, false, 189",
        "48, 6, 16, false, 11",
        "48, 7, 16, true, 12",
        "16, 255, 255, true, 4",
        "0, 0, 0, false, 4",
    })
    void readsAdaptationFields(int control, int length, int flags, boolean good, int payloadAt) {
        byte[] bytes = new byte[TsPacket.BYTES];
        bytes[0] = TsPacket.SYNC;
        bytes[3] = (byte) control;
        bytes[4] = (byte) length;
        bytes[5] = (byte) flags;
        TsPacket packet = new TsPacket();

        assertThat(packet.read(bytes)).isEqualTo(good);
        assertThat(packet.payloadAt()).isEqualTo(payloadAt);
        assertThat(packet.hasPcr()).isEqualTo((control & ADAPTATION) != 0 && length > 0 && (flags & FLAG_PCR) != 0);
        if (good) {
            assertThat(packet.hasPayload()).isEqualTo((control & PAYLOAD) != 0);
        }
    }

    @Test
    void aFieldOfNoBytesHasNoFlags() {
        byte[] bytes = new byte[TsPacket.BYTES];
        bytes[3] = ADAPTATION | PAYLOAD;
        bytes[5] = (byte) 0xFF;
        TsPacket packet = new TsPacket();

        assertThat(packet.read(bytes)).isTrue();
        assertThat(packet.isDiscontinuity()).isFalse();
        assertThat(packet.isRandomAccess()).isFalse();
        assertThat(packet.hasPcr()).isFalse();
    }

    @Test
    void readsTheLastProgramOfTheLongestPat() {
        ByteBuf body = Unpooled.buffer();
        for (int i = 0; i < 252; i++) {
            body.writeInt(0x0000_E010);
        }
        byte[] programs = new byte[1_012];
        body.writeInt(0x0001_E000 | TsBuilder.PMT_PID).readBytes(programs);
        byte[] longest = TsBuilder.section(0, 1, programs);
        assertThat(longest).hasSize(1_024);
        byte[] pmt = TsBuilder.section(2, 1, new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) 0xF0, 0});

        List<TsEvent> events = new TsBuilder()
                .section(0, longest)
                .section(TsBuilder.PMT_PID, pmt)
                .read();

        assertThat(TsEvents.only(ProgramChanged.class, events)).hasSize(1);
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
    }

    @Test
    void refusesALongerSection() {
        List<TsEvent> events = new TsBuilder()
                .section(0, TsBuilder.section(0, 1, new byte[1_013]))
                .read();

        assertThat(TsEvents.only(Problem.class, events))
                .extracting(Problem::message)
                .containsExactly("PAT: longer than 1024 bytes");
    }

    @Test
    void takesNoPmtFromThePidOfThePatOrOfAnotherTable() {
        byte[] pat = TsBuilder.section(0, 1, new byte[] {0, 1, (byte) 0xE0, TsBuilder.PMT_PID});
        byte[] other = TsBuilder.section(3, 1, new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) 0xF0, 0});
        byte[] noPrograms = TsBuilder.section(0, 1, new byte[] {0, 0, (byte) 0xE0, 0x11});

        assertThat(new TsBuilder()
                        .section(0, pat)
                        .section(TsBuilder.PMT_PID, other)
                        .read())
                .isEmpty();
        assertThat(new TsBuilder().section(0, noPrograms).section(0x11, other).read())
                .isEmpty();
    }

    @Test
    void aPesPacketHasNoMoreBytesThanItMay() {
        PesReader reader = new PesReader(2 * 184);
        assertThat(reader.add(packet(true))).isFalse();
        assertThat(reader.add(packet(false))).isFalse();
        assertThat(reader.heldBytes()).isBetween(368, 1_024);
        PesPacket whole = Objects.requireNonNull(reader.finish());
        assertThat(whole.payload().readableBytes()).isEqualTo(368 - 9);
        assertThat(reader.takeFault()).isNull();

        reader.add(packet(true));
        reader.add(packet(false));
        assertThat(reader.add(packet(false))).as("to be finished").isTrue();
        assertThat(reader.heldBytes()).isZero();
        assertThat(reader.finish()).isNull();
        assertThat(reader.faultKind()).isEqualTo(Problem.Kind.TOO_LONG);
        assertThat(reader.takeFault()).isEqualTo("PES packet of more than 368 bytes");
        assertThat(reader.takeFault()).isNull();
        assertThat(reader.add(packet(false))).as("nothing has begun").isFalse();
        assertThat(reader.finish()).isNull();
    }

    /** A TS packet full of a PES packet without a length and without times. */
    private static TsPacket packet(boolean start) {
        byte[] bytes = new byte[TsPacket.BYTES];
        bytes[0] = TsPacket.SYNC;
        bytes[1] = (byte) (start ? 0x40 : 0);
        bytes[3] = PAYLOAD;
        if (start) {
            bytes[6] = 1;
            bytes[7] = (byte) 0xE0;
            bytes[10] = (byte) 0x80;
        }
        TsPacket packet = new TsPacket();
        assertThat(packet.read(bytes)).isTrue();
        return packet;
    }

    @Test
    void aPesPacketOfALengthIsWholeWithItsLastByte() {
        for (int length : new int[] {3, 177, 178}) {
            byte[] bytes = packet(true).bytes();
            bytes[9] = (byte) length;
            TsPacket packet = new TsPacket();
            packet.read(bytes);
            PesReader reader = new PesReader(1_000);

            assertThat(reader.add(packet)).as("%s bytes", length).isTrue();
            assertThat(Objects.requireNonNull(reader.finish()).payload().readableBytes())
                    .isEqualTo(length - 3);
        }
        byte[] bytes = packet(true).bytes();
        bytes[9] = (byte) 179;
        TsPacket packet = new TsPacket();
        packet.read(bytes);
        PesReader reader = new PesReader(1_000);
        assertThat(reader.add(packet)).isFalse();
        assertThat(reader.finish()).isNull();
        assertThat(reader.takeFault()).isEqualTo("PES packet cut short at 184 bytes");
        assertThat(reader.faultKind()).isEqualTo(Problem.Kind.PES);
    }
}
