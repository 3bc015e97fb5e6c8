package io.xiu.hls.ts;

import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import java.util.List;

/** Builds the packets of the PAT and the PMT (ISO/IEC 13818-1, 2.4.4), one packet each. */
final class TableWriter {
    /*
     * packet: header (4)  pointer field (1: 0)  section  0xFF ...
     * section: table id (1)  1 0 11 length (2)  id (2)  11 version 1 (1)  section number (1)  last number (1)  ...  CRC (4)
     *   PAT (id: transport stream): program number (2)  111 PMT PID (2)
     *   PMT (id: program number): 111 PCR PID (2)  1111 length (2) descriptors of the program,
     *     each stream: stream type (1)  111 PID (2)  1111 length (2) descriptors
     */
    static final int PID_PAT = 0;
    static final int PID_PMT = 0x100;
    static final int PID_AUDIO = 0x101;
    static final int PID_VIDEO = 0x102;
    static final int PID_METADATA = 0x103;

    private static final int TABLE_PAT = 0;
    private static final int TABLE_PMT = 2;
    private static final int TRANSPORT_STREAM = 1;
    private static final int PROGRAM = 1;
    private static final int SECTION_START = 5;
    private static final int CRC_BYTES = 4;
    private static final int NO_PID = 0x1FFF;

    private final byte[] packet = new byte[TsOutput.PACKET_BYTES];
    private int at;

    private TableWriter() {}

    /** The packet of the PAT with continuity counter 0. */
    static byte[] pat() {
        TableWriter writer = new TableWriter();
        writer.start(PID_PAT, TABLE_PAT, TRANSPORT_STREAM, 0);
        writer.put16(PROGRAM);
        writer.put16(0xE000 | PID_PMT);
        return writer.end();
    }

    /**
     * The packet of the PMT with continuity counter 0.
     *
     * @param version 0 to 31
     * @param timedMetadata whether there is a stream of ID3 tags, too
     */
    static byte[] pmt(List<Track> tracks, int version, boolean timedMetadata) {
        TableWriter writer = new TableWriter();
        writer.start(PID_PMT, TABLE_PMT, PROGRAM, version);
        writer.put16(0xE000 | pcrPid(tracks));
        writer.putDescriptors(timedMetadata ? StreamType.metadataPointer(PROGRAM) : new byte[0]);
        for (Track track : tracks) {
            writer.putStream(StreamType.of(track), pid(track.kind()), StreamType.descriptors(track));
        }
        if (timedMetadata) {
            writer.putStream(StreamType.METADATA, PID_METADATA, StreamType.metadata());
        }
        return writer.end();
    }

    static int pid(TrackKind kind) {
        return kind == TrackKind.VIDEO ? PID_VIDEO : PID_AUDIO;
    }

    private static int pcrPid(List<Track> tracks) {
        if (tracks.isEmpty()) {
            return NO_PID;
        }
        return tracks.stream().anyMatch(track -> track.kind() == TrackKind.VIDEO) ? PID_VIDEO : PID_AUDIO;
    }

    private void putStream(int streamType, int pid, byte[] descriptors) {
        put8(streamType);
        put16(0xE000 | pid);
        putDescriptors(descriptors);
    }

    private void putDescriptors(byte[] descriptors) {
        put16(0xF000 | descriptors.length);
        for (byte value : descriptors) {
            put8(value);
        }
    }

    private void start(int pid, int tableId, int id, int version) {
        put8(0x47);
        put16(0x4000 | pid);
        put8(0x10);
        put8(0);
        put8(tableId);
        put16(0);
        put16(id);
        put8(0xC1 | version << 1);
        put16(0);
    }

    private byte[] end() {
        int length = at + CRC_BYTES - SECTION_START - 3;
        packet[SECTION_START + 1] = (byte) (0xB0 | length >> 8);
        packet[SECTION_START + 2] = (byte) length;
        int crc = Crc32Mpeg2.of(packet, SECTION_START, at);
        put16(crc >>> 16);
        put16(crc);
        while (at < packet.length) {
            put8(0xFF);
        }
        return packet;
    }

    private void put16(int value) {
        put8(value >> 8);
        put8(value);
    }

    private void put8(int value) {
        packet[at++] = (byte) value;
    }
}
