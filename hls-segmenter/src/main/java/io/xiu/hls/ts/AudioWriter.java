package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.AacTrack;
import io.xiu.hls.Mp3Track;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gathers audio frames of up to 100 ms into PES packets; AAC frames get their ADTS header. */
final class AudioWriter {
    private static final int STREAM_ID = 0xC0;
    private static final int MAX_GROUP_BYTES = 32 * 1024;
    private static final long MAX_GROUP_90K = 9_000;
    private static final int AAC_FRAME_SAMPLES = 1_024;

    private final PacketWriter packets;
    private final @Nullable AacTrack aac;
    private final long frame90k;
    private final PesHeader header = new PesHeader();
    private byte[] group = new byte[4 * 1024];
    private int groupBytes;
    private long groupStart90k;
    private long groupEnd90k;

    AudioWriter(Track track, PacketWriter packets) {
        this.packets = packets;
        this.aac = track instanceof AacTrack aacTrack ? aacTrack : null;
        this.frame90k = frame90k(track);
    }

    private static long frame90k(Track track) {
        if (track instanceof AacTrack aac) {
            return 90_000L * AAC_FRAME_SAMPLES / aac.sampleRate();
        }
        if (track instanceof Mp3Track mp3) {
            return 90_000L * mp3.frameSamples() / mp3.sampleRate();
        }
        throw new IllegalArgumentException("not audio: " + track);
    }

    /** Bytes of the PES packet at most, with what is gathered already. */
    long pesBytes(Sample sample) {
        return (long) PesHeader.MAX_BYTES
                + groupBytes
                + AdtsHeader.BYTES
                + sample.data().readableBytes();
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
        return groupBytes > 0
                && (groupEnd90k + frame90k - groupStart90k > MAX_GROUP_90K
                        || Math.abs(sample.dts90k() - groupEnd90k) > frame90k / 2
                        || groupBytes + AdtsHeader.BYTES + sample.data().readableBytes() > MAX_GROUP_BYTES);
    }

    void add(Sample sample) {
        if (groupBytes == 0) {
            groupStart90k = sample.dts90k();
            groupEnd90k = groupStart90k;
        }
        ByteBuf data = sample.data();
        int size = data.readableBytes();
        ensureRoom(AdtsHeader.BYTES + size);
        if (aac != null) {
            AdtsHeader.write(aac, size, group, groupBytes);
            groupBytes += AdtsHeader.BYTES;
        }
        data.getBytes(data.readerIndex(), group, groupBytes, size);
        groupBytes += size;
        groupEnd90k += frame90k;
    }

    /** Writes what is gathered, if anything. */
    void flush(long pcr90k) {
        if (groupBytes == 0) {
            return;
        }
        header.set(STREAM_ID, groupStart90k, groupStart90k, groupBytes);
        packets.start(header.size() + groupBytes, true, pcr90k);
        packets.put(header.bytes(), 0, header.size());
        packets.put(group, 0, groupBytes);
        groupBytes = 0;
    }

    private void ensureRoom(int bytes) {
        if (group.length - groupBytes < bytes) {
            group = Arrays.copyOf(group, Math.max(group.length * 2, groupBytes + bytes));
        }
    }
}
