package io.xiu.hls.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.testing.fuzz.Choices;
import java.util.HexFormat;
import java.util.List;

/**
 * Grammar of transport streams: tables with right checksums, PES packets with something in them that looks like the codec
 * it should be, and now and then bytes that are none of it.
 */
final class TransportStream {
    /*
     * | 47 | error, start, priority: 3 bits, PID: 13 | scrambling: 2, adaptation field: 1, payload: 1, counter: 4 | ...
     */
    private static final int PACKET_BYTES = 188;
    private static final int MOST_BYTES = 24 * PACKET_BYTES;
    private static final int PMT_PID = 0x100;
    private static final int FIRST_PID = 0x101;
    private static final List<Integer> STREAM_TYPES = List.of(0x1B, 0x24, 0x0F, 0x03, 0x04, 0x81, 0x87, 0x06, 0x15);
    private static final List<String> BEGINNINGS = List.of(
            "00000001 09F0 00000001 6764001FACD9405005BB011000000300100000030320F183196000000168EBECB22C0000000165",
            "00000001 460150 00000001 40010C01FFFF 00000001 420101016000 00000001 4401C172 000001 2601",
            "FFF15080043FFC 2110",
            "FFFB9064 00000000",
            "0B77 0000 1440 43",
            "0B77 0040 3F 86",
            "7FE005 FC0001",
            "494433040000000000 0B 545858",
            "000001",
            "");

    private final ByteBuf out = Unpooled.buffer();
    private final int[] counters = new int[16];
    private final Choices choices;
    private int version;

    private TransportStream(Choices choices) {
        this.choices = choices;
    }

    /** The bytes that the choices stand for; at the end up to three of them are changed. */
    static byte[] of(Choices choices) {
        int changes = choices.below(4);
        int[] where = new int[changes];
        byte[] with = new byte[changes];
        for (int i = 0; i < changes; i++) {
            where[i] = choices.next() << 8 | choices.next();
            with[i] = (byte) choices.next();
        }
        byte[] bytes = new TransportStream(choices).write();
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes[where[i] % bytes.length] = with[i];
        }
        return bytes;
    }

    private byte[] write() {
        tables();
        while (!choices.isOver() && out.readableBytes() < MOST_BYTES) {
            switch (choices.below(8)) {
                case 0 -> tables();
                case 1, 2, 3, 4 -> pes();
                case 5 -> packet(choices.below(8) + FIRST_PID, choices.yes(), choices.bytes());
                case 6 -> out.writeBytes(choices.bytes());
                default -> counters[choices.below(8) + 1]++;
            }
        }
        byte[] bytes = ByteBufUtil.getBytes(out);
        out.release();
        return bytes;
    }

    private void tables() {
        ByteBuf pat = Unpooled.buffer().writeByte(0);
        section(pat, 0, Unpooled.buffer().writeShort(1).writeShort(0xE000 | PMT_PID));
        packet(0, true, taken(pat));
        ByteBuf streams = Unpooled.buffer();
        streams.writeShort(0xE000 | FIRST_PID + choices.below(4)).writeShort(0xF000);
        for (int i = choices.below(5); i >= 0; i--) {
            byte[] descriptors = choices.below(4) == 3 ? choices.bytes() : opus(choices.below(4));
            streams.writeByte(choices.of(STREAM_TYPES)).writeShort(0xE000 | FIRST_PID + i);
            streams.writeShort(0xF000 | descriptors.length).writeBytes(descriptors);
        }
        ByteBuf pmt = Unpooled.buffer().writeByte(0);
        section(pmt, 2, streams);
        packet(PMT_PID, true, taken(pmt));
        version = version + choices.below(2) & 0x1F;
    }

    /** The descriptors of Opus, or none. */
    private static byte[] opus(int which) {
        return HexFormat.of().parseHex(which == 0 ? "05044F7075737F028002" : "");
    }

    private void section(ByteBuf to, int tableId, ByteBuf content) {
        int start = to.writerIndex();
        to.writeByte(tableId)
                .writeShort(0xB000 | 5 + content.readableBytes() + 4)
                .writeShort(1);
        to.writeByte(0xC1 | version << 1).writeShort(0).writeBytes(content);
        content.release();
        int crc = -1;
        for (int at = start; at < to.writerIndex(); at++) {
            crc ^= to.getByte(at) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
            }
        }
        to.writeInt(crc);
    }

    private void pes() {
        int pid = FIRST_PID + choices.below(6);
        int times = choices.of(List.of(2, 3, 0, 1));
        ByteBuf pes = Unpooled.buffer().writeMedium(1).writeByte(choices.yes() ? 0xE0 : 0xC0);
        ByteBuf rest = Unpooled.buffer().writeByte(0x80).writeByte(times << 6);
        rest.writeByte(times == 3 ? 10 : times == 2 ? 5 : choices.below(16));
        long pts = Integer.toUnsignedLong(choices.number());
        for (int i = times == 3 ? 2 : times == 2 ? 1 : 0; i > 0; i--) {
            rest.writeByte((i == 2 ? 0x30 : times << 4) | (int) (pts >> 29 & 0xE) | 1);
            rest.writeShort((int) (pts >> 14) | 1).writeShort((int) (pts << 1) | 1);
        }
        for (int i = choices.below(3); i >= 0; i--) {
            rest.writeBytes(HexFormat.of().parseHex(choices.of(BEGINNINGS).replace(" ", "")));
            rest.writeBytes(choices.bytes());
        }
        pes.writeShort(choices.yes() ? rest.readableBytes() : choices.below(4)).writeBytes(rest);
        rest.release();
        boolean start = true;
        while (pes.isReadable()) {
            byte[] part = new byte[Math.min(pes.readableBytes(), PACKET_BYTES - 4)];
            pes.readBytes(part);
            packet(pid, start, part);
            start = false;
        }
        pes.release();
    }

    /** A TS packet; what the payload doesn't fill is an adaptation field, and what doesn't fit is left out. */
    private void packet(int pid, boolean start, byte[] payload) {
        int count = Math.min(payload.length, PACKET_BYTES - 4);
        int field = PACKET_BYTES - 4 - count;
        int counter = counters[pid & 0xF]++ & 0xF;
        out.writeByte(0x47).writeShort((start ? 0x4000 : 0) | pid);
        out.writeByte((field > 0 ? 0x30 : 0x10) | counter);
        if (field > 0) {
            out.writeByte(field - 1);
            if (field > 1) {
                out.writeByte(choices.of(List.of(0, 0x40, 0x50, 0x80)));
                for (int i = 2; i < field; i++) {
                    out.writeByte(0xFF);
                }
            }
        }
        out.writeBytes(payload, 0, count);
    }

    private static byte[] taken(ByteBuf bytes) {
        byte[] taken = ByteBufUtil.getBytes(bytes);
        bytes.release();
        return taken;
    }
}
