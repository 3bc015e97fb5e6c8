package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/** Cuts the PES packets of one PID into TS packets, without gathering them first (ISO/IEC 13818-1, 2.4.3). */
final class PacketWriter {
    /*
     * sync byte 0x47 (1)  0 start(1) 0 PID(13) (2)  00 adaptation(1) payload(1) continuity counter(4) (1)
     * adaptation field: length (1)  discontinuity, random access, 0, PCR, 0000 (1)  PCR (6)  0xFF ...
     * The last packet of a PES packet is filled up in its adaptation field. A packet without payload doesn't count.
     */
    static final long NO_PCR = Long.MIN_VALUE;

    private static final int PAYLOAD_BYTES = 184;
    private static final int FLAG_DISCONTINUITY = 0x80;
    private static final int FLAG_RANDOM_ACCESS = 0x40;
    private static final int FLAG_PCR = 0x10;
    private static final int FLAGGED_BYTES = 2;
    private static final int FLAGGED_BYTES_WITH_PCR = 8;
    private static final byte[] STUFFING = new byte[PAYLOAD_BYTES];

    static {
        Arrays.fill(STUFFING, (byte) 0xFF);
    }

    private final int pid;
    private final TsOutput output;
    private int nextCounter;
    private boolean discontinuity;
    private int remaining;
    private ByteBuf packet = Unpooled.EMPTY_BUFFER;
    private int room;

    PacketWriter(int pid, TsOutput output) {
        this.pid = pid;
        this.output = output;
    }

    /** Marks the next packet as the first of a new time base. */
    void discontinuity() {
        discontinuity = true;
    }

    /** TS packets that a PES packet of this many bytes takes at most. */
    static long packets(long pesBytes) {
        return (pesBytes + FLAGGED_BYTES_WITH_PCR + PAYLOAD_BYTES - 1) / PAYLOAD_BYTES;
    }

    /** Begins a PES packet; exactly {@code pesBytes} are to be put. {@code pcr90k}: a time, or {@link #NO_PCR}. */
    void start(int pesBytes, boolean randomAccess, long pcr90k) {
        remaining = pesBytes;
        int flags = takeDiscontinuity() | (randomAccess ? FLAG_RANDOM_ACCESS : 0) | (pcr90k == NO_PCR ? 0 : FLAG_PCR);
        openPacket(true, flags, pcr90k);
    }

    void put(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, roomInPacket());
            packet.writeBytes(bytes, from, count);
            from += count;
            left -= count;
            advance(count);
        }
    }

    void put(ByteBuf bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, roomInPacket());
            packet.writeBytes(bytes, from, count);
            from += count;
            left -= count;
            advance(count);
        }
    }

    /** Writes a packet with nothing but a PCR. */
    void writePcr(long pcr90k) {
        packet = output.forPacket();
        header(false, 0x20 | ((nextCounter - 1) & 0x0F));
        adaptation(PAYLOAD_BYTES, takeDiscontinuity() | FLAG_PCR, pcr90k);
        packet = Unpooled.EMPTY_BUFFER;
    }

    private int roomInPacket() {
        if (room == 0) {
            openPacket(false, 0, NO_PCR);
        }
        return room;
    }

    private void advance(int count) {
        room -= count;
        remaining -= count;
        if (remaining == 0) {
            packet = Unpooled.EMPTY_BUFFER;
        }
    }

    private void openPacket(boolean first, int flags, long pcr90k) {
        int needed = pcr90k != NO_PCR ? FLAGGED_BYTES_WITH_PCR : flags != 0 ? FLAGGED_BYTES : 0;
        room = Math.min(remaining, PAYLOAD_BYTES - needed);
        int adaptationBytes = PAYLOAD_BYTES - room;
        packet = output.forPacket();
        header(first, (adaptationBytes == 0 ? 0x10 : 0x30) | nextCounter);
        nextCounter = (nextCounter + 1) & 0x0F;
        if (adaptationBytes > 0) {
            adaptation(adaptationBytes, flags, pcr90k);
        }
    }

    private void header(boolean first, int controlAndCounter) {
        packet.writeInt(0x47 << 24 | (first ? 0x40_0000 : 0) | pid << 8 | controlAndCounter);
    }

    private void adaptation(int bytes, int flags, long pcr90k) {
        packet.writeByte(bytes - 1);
        if (bytes == 1) {
            return;
        }
        packet.writeByte(flags);
        int stuffing = bytes - FLAGGED_BYTES;
        if ((flags & FLAG_PCR) != 0) {
            long base = TsTime.pcrBase(pcr90k);
            packet.writeInt((int) (base >> 1));
            packet.writeShort((int) (base & 1) << 15 | 0x7E00);
            stuffing = bytes - FLAGGED_BYTES_WITH_PCR;
        }
        packet.writeBytes(STUFFING, 0, stuffing);
    }

    private int takeDiscontinuity() {
        boolean marked = discontinuity;
        discontinuity = false;
        return marked ? FLAG_DISCONTINUITY : 0;
    }
}
