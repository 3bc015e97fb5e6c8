package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Transport streams as other muxers could write them. */
final class TsBuilder {
    static final int PMT_PID = 0x20;
    private static final int PACKET = 188;
    private static final int PAYLOAD = 184;

    private final ByteBuf out = Unpooled.buffer();
    private final ByteBuf streams = Unpooled.buffer();
    private final Map<Integer, Integer> counters = new HashMap<>();

    /** Names a stream in the PMT. */
    TsBuilder stream(int type, int pid, String descriptors) {
        byte[] bytes = ByteBufUtil.decodeHexDump(descriptors);
        streams.writeByte(type)
                .writeShort(0xE000 | pid)
                .writeShort(0xF000 | bytes.length)
                .writeBytes(bytes);
        return this;
    }

    /** A PAT, and a PMT with the PCR in a PID of its own. */
    TsBuilder tables() {
        section(0, section(0, 1, ByteBufUtil.decodeHexDump("0001e020")));
        ByteBuf body = Unpooled.buffer().writeShort(0xE000 | 0x1FFE).writeShort(0xF000);
        section(PMT_PID, section(2, 1, ByteBufUtil.getBytes(body.writeBytes(streams.slice()))));
        return this;
    }

    static byte[] section(int tableId, int id, byte[] body) {
        ByteBuf section = Unpooled.buffer();
        section.writeByte(tableId).writeShort(0xB000 | (body.length + 9)).writeShort(id);
        section.writeByte(0xC1).writeShort(0).writeBytes(body);
        byte[] bytes = ByteBufUtil.getBytes(section);
        return ByteBufUtil.getBytes(section.writeInt(Crc32Mpeg2.of(bytes, 0, bytes.length)));
    }

    /** A section in as many TS packets as it takes. */
    TsBuilder section(int pid, byte[] section) {
        ByteBuf in = Unpooled.buffer().writeByte(0).writeBytes(section);
        for (boolean start = true; in.isReadable(); start = false) {
            byte[] payload = new byte[Math.min(PAYLOAD, in.readableBytes())];
            in.readBytes(payload);
            packet(pid, start, payload, 0xFF);
        }
        return this;
    }

    /** A PES packet of these bytes, cut into TS packets. */
    TsBuilder pes(int pid, byte[] pes) {
        ByteBuf in = Unpooled.wrappedBuffer(pes);
        for (boolean start = true; in.isReadable(); start = false) {
            byte[] payload = new byte[Math.min(PAYLOAD, in.readableBytes())];
            in.readBytes(payload);
            packet(pid, start, payload, -1);
        }
        return this;
    }

    /** A PES packet with a PTS, or without one where it is negative. */
    static byte[] pes(int streamId, long pts90k, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        boolean timed = pts90k >= 0;
        out.writeMedium(1).writeByte(streamId).writeShort(payload.length + (timed ? 8 : 3));
        out.writeByte(0x80).writeByte(timed ? 0x80 : 0).writeByte(timed ? 5 : 0);
        if (timed) {
            out.writeByte((int) (pts90k >> 29 & 0x0E) | 0x21);
            out.writeShort((int) (pts90k >> 14 | 1)).writeShort((int) (pts90k << 1 | 1));
        }
        return ByteBufUtil.getBytes(out.writeBytes(payload));
    }

    /** One TS packet; it is filled with a byte, or in its adaptation field where that is negative. */
    TsBuilder packet(int pid, boolean start, byte[] payload, int filling) {
        int counter = counters.merge(pid, 1, (before, one) -> (before + one) & 0x0F);
        int stuffing = PAYLOAD - payload.length;
        boolean field = filling < 0 && stuffing > 0;
        out.writeInt(0x47 << 24 | (start ? 0x40_0000 : 0) | pid << 8 | (field ? 0x30 : 0x10) | counter);
        int at = out.writerIndex();
        if (field) {
            out.writeByte(stuffing - 1);
            if (stuffing > 1) {
                out.writeByte(0);
            }
            while (out.writerIndex() < at + stuffing) {
                out.writeByte(0xFF);
            }
        }
        out.writeBytes(payload);
        while (out.writerIndex() % PACKET != 0) {
            out.writeByte(filling);
        }
        return this;
    }

    byte[] bytes() {
        return ByteBufUtil.getBytes(out);
    }

    List<TsEvent> read() {
        return TsEvents.of(List.of(bytes()));
    }
}
