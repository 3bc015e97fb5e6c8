package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.H264Track;
import io.xiu.hls.Sample;

/** Writes access units as byte streams (ITU-T H.264, annex B), each in a PES packet of its own. */
final class H264Writer {
    /*
     * PES header  AUD  [SPS ... PPS ...: key frames without their own]  the sample's NAL units but its AUD
     * each NAL unit after 00 00 00 01
     */
    private static final int STREAM_ID = 0xE0;
    private static final byte[] START_CODE = {0, 0, 0, 1};
    private static final byte[] DELIMITER = {0, 0, 0, 1, NalUnits.ACCESS_UNIT_DELIMITER, (byte) 0xF0};

    private final PacketWriter packets;
    private final int nalLengthBytes;
    private final byte[] parameterSets;
    private final PesHeader header = new PesHeader();
    private final NalUnits units = new NalUnits();

    H264Writer(H264Track track, PacketWriter packets) {
        this.packets = packets;
        this.nalLengthBytes = track.nalLengthBytes();
        this.parameterSets = annexB(track);
    }

    private static byte[] annexB(H264Track track) {
        int size = 0;
        for (byte[] set : track.parameterSets()) {
            size += START_CODE.length + set.length;
        }
        byte[] bytes = new byte[size];
        int at = 0;
        for (byte[] set : track.parameterSets()) {
            System.arraycopy(START_CODE, 0, bytes, at, START_CODE.length);
            System.arraycopy(set, 0, bytes, at + START_CODE.length, set.length);
            at += START_CODE.length + set.length;
        }
        return bytes;
    }

    /** Bytes of the PES packet at most. */
    long pesBytes(Sample sample) {
        return PesHeader.MAX_BYTES + DELIMITER.length + parameterSets.length + nalBytes(sample.data());
    }

    void write(Sample sample, long pcr90k) {
        ByteBuf data = sample.data();
        int payloadBytes = DELIMITER.length + Math.toIntExact(nalBytes(data));
        boolean insertSets = sample.sync() && !hasParameterSets(data);
        if (insertSets) {
            payloadBytes += parameterSets.length;
        }
        header.set(STREAM_ID, sample.pts90k(), sample.dts90k(), payloadBytes);
        packets.start(header.size() + payloadBytes, sample.sync(), pcr90k);
        packets.put(header.bytes(), 0, header.size());
        packets.put(DELIMITER, 0, DELIMITER.length);
        if (insertSets) {
            packets.put(parameterSets, 0, parameterSets.length);
        }
        putNalUnits(data);
    }

    private void putNalUnits(ByteBuf data) {
        units.start(data, nalLengthBytes);
        while (units.next()) {
            if (units.type() != NalUnits.ACCESS_UNIT_DELIMITER) {
                packets.put(START_CODE, 0, START_CODE.length);
                packets.put(data, units.offset(), units.length());
            }
        }
        units.clear();
    }

    private long nalBytes(ByteBuf data) {
        long bytes = 0;
        units.start(data, nalLengthBytes);
        while (units.next()) {
            if (units.type() != NalUnits.ACCESS_UNIT_DELIMITER) {
                bytes += START_CODE.length + units.length();
            }
        }
        units.clear();
        return bytes;
    }

    private boolean hasParameterSets(ByteBuf data) {
        boolean sps = false;
        boolean pps = false;
        units.start(data, nalLengthBytes);
        while (units.next()) {
            sps |= units.type() == NalUnits.SPS;
            pps |= units.type() == NalUnits.PPS;
        }
        units.clear();
        return sps && pps;
    }
}
