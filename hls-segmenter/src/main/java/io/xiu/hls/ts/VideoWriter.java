package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Sample;

/** Writes access units as byte streams (ITU-T H.264, annex B; H.265, annex B), each in a PES packet of its own. */
final class VideoWriter {
    /*
     * PES header  AUD  [parameter sets: key frames without their own]  the sample's NAL units but its AUD
     * each NAL unit after 00 00 00 01
     */
    private static final int STREAM_ID = 0xE0;
    private static final byte[] START_CODE = {0, 0, 0, 1};

    private final PacketWriter packets;
    private final NalCodec codec;
    private final byte[] delimiter;
    private final byte[] parameterSets;
    private final PesHeader header = new PesHeader();
    private final NalUnits units;
    /** Of the access unit looked at last. */
    private long nalBytes;

    private boolean key;
    private int setsSeen;

    VideoWriter(ParameterSets sets, PacketWriter packets) {
        this.packets = packets;
        this.codec = sets.codec();
        this.delimiter = codec.delimiter();
        this.parameterSets = sets.annexB();
        this.units = new NalUnits(codec, sets.nalLengthBytes());
    }

    /** Bytes of the PES packet at most. */
    long pesBytes(Sample sample) {
        lookAt(sample.data());
        return PesHeader.MAX_BYTES + delimiter.length + parameterSets.length + nalBytes;
    }

    void write(Sample sample, long pcr90k) {
        lookAt(sample.data());
        boolean insertSets = (sample.sync() || key) && setsSeen != (1 << codec.setTypes()) - 1;
        int payloadBytes = delimiter.length + Math.toIntExact(nalBytes) + (insertSets ? parameterSets.length : 0);
        header.set(STREAM_ID, sample.pts90k(), sample.dts90k(), payloadBytes);
        packets.start(header.size() + payloadBytes, sample.sync(), pcr90k);
        packets.put(header.bytes(), 0, header.size());
        packets.put(delimiter, 0, delimiter.length);
        if (insertSets) {
            packets.put(parameterSets, 0, parameterSets.length);
        }
        putNalUnits(sample.data());
    }

    private void putNalUnits(ByteBuf data) {
        units.start(data);
        while (units.next()) {
            if (!codec.isDelimiter(units.type())) {
                packets.put(START_CODE, 0, START_CODE.length);
                packets.put(data, units.offset(), units.length());
            }
        }
        units.clear();
    }

    private void lookAt(ByteBuf data) {
        nalBytes = 0;
        key = false;
        setsSeen = 0;
        units.start(data);
        while (units.next()) {
            int type = units.type();
            if (!codec.isDelimiter(type)) {
                nalBytes += START_CODE.length + units.length();
            }
            key |= codec.isKey(type);
            if (codec.isParameterSet(type)) {
                setsSeen |= 1 << (type - codec.firstSetType());
            }
        }
        units.clear();
    }
}
