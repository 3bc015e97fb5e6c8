package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Sample;
import java.util.Arrays;

/** Gathers audio frames of up to 100 ms into PES packets. */
final class AudioWriter {
    private static final int MAX_GROUP_BYTES = 32 * 1024;
    private static final long MAX_GROUP_90K = 9_000;

    private final PacketWriter packets;
    private final AudioFraming framing;
    private final PesHeader header = new PesHeader();
    private byte[] group = new byte[4 * 1024];
    private int groupBytes;
    private long groupStart90k;
    private long groupEnd90k;

    AudioWriter(AudioFraming framing, PacketWriter packets) {
        this.framing = framing;
        this.packets = packets;
    }

    /** Bytes of the PES packet at most, with what is gathered already. */
    long pesBytes(Sample sample) {
        return (long) PesHeader.MAX_BYTES + groupBytes + framedBytes(sample.data());
    }

    /** TS packets that what is gathered takes at most. */
    long gatheredPackets() {
        return isEmpty() ? 0 : PacketWriter.packets((long) PesHeader.MAX_BYTES + groupBytes);
    }

    boolean isEmpty() {
        return groupBytes == 0;
    }

    /** Presentation time of what is gathered. */
    long start90k() {
        return groupStart90k;
    }

    /** Says whether this sample can't join what is gathered, so that {@link #flush} must come first. */
    boolean isFullFor(Sample sample) {
        if (groupBytes == 0) {
            return false;
        }
        long frame90k = framing.duration90k(sample.data());
        return groupEnd90k + frame90k - groupStart90k > MAX_GROUP_90K
                || Math.abs(sample.dts90k() - groupEnd90k) > frame90k / 2
                || groupBytes + framedBytes(sample.data()) > MAX_GROUP_BYTES;
    }

    void add(Sample sample) {
        if (groupBytes == 0) {
            groupStart90k = sample.dts90k();
            groupEnd90k = groupStart90k;
        }
        ByteBuf data = sample.data();
        int size = data.readableBytes();
        ensureRoom(framedBytes(data));
        framing.writeHeader(size, group, groupBytes);
        groupBytes += framing.headerBytes(size);
        data.getBytes(data.readerIndex(), group, groupBytes, size);
        groupBytes += size;
        groupEnd90k += framing.duration90k(data);
    }

    /** Writes what is gathered, which must be something. */
    void flush(long pcr90k) {
        header.set(framing.streamId(), groupStart90k, groupStart90k, groupBytes);
        packets.start(header.size() + groupBytes, true, pcr90k);
        packets.put(header.bytes(), 0, header.size());
        packets.put(group, 0, groupBytes);
        groupBytes = 0;
    }

    private int framedBytes(ByteBuf data) {
        int size = data.readableBytes();
        return framing.headerBytes(size) + size;
    }

    private void ensureRoom(int bytes) {
        if (group.length - groupBytes < bytes) {
            group = Arrays.copyOf(group, Math.max(group.length * 2, groupBytes + bytes));
        }
    }
}
