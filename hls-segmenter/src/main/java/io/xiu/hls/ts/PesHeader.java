package io.xiu.hls.ts;

/** The header of a PES packet with a PTS and, where it differs, a DTS (ISO/IEC 13818-1, 2.4.3.6). */
final class PesHeader {
    /*
     * 00 00 01  stream id (1)  length of what follows (2; 0 = unbounded, video only)
     * 10 00 0 aligned(1) 00 (1)  PTS_DTS_flags 000000 (1)  bytes of the fields (1)  PTS (5)  DTS (5)
     * PTS, DTS: prefix (4)  bits 32..30  1  bits 29..15  1  bits 14..0  1
     */
    static final int MAX_BYTES = 19;

    private static final int PTS_ONLY_BYTES = 14;
    private static final int FIXED_BYTES = 6;
    private static final int MAX_LENGTH = 0xFFFF;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int size;

    /** Writes the header; a length above 65,535 becomes 0. */
    void set(int streamId, long pts90k, long dts90k, int payloadBytes) {
        boolean twice = pts90k != dts90k;
        size = twice ? MAX_BYTES : PTS_ONLY_BYTES;
        int length = size - FIXED_BYTES + payloadBytes;
        if (length > MAX_LENGTH) {
            length = 0;
        }
        bytes[2] = 1;
        bytes[3] = (byte) streamId;
        bytes[4] = (byte) (length >> 8);
        bytes[5] = (byte) length;
        bytes[6] = (byte) 0x84;
        bytes[7] = (byte) (twice ? 0xC0 : 0x80);
        bytes[8] = (byte) (size - 9);
        putTime(9, twice ? 3 : 2, TsTime.stamp(pts90k));
        if (twice) {
            putTime(PTS_ONLY_BYTES, 1, TsTime.stamp(dts90k));
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    private void putTime(int at, int prefix, long time) {
        bytes[at] = (byte) (prefix << 4 | ((int) (time >> 29) & 0x0E) | 1);
        bytes[at + 1] = (byte) (time >> 22);
        bytes[at + 2] = (byte) (time >> 14 | 1);
        bytes[at + 3] = (byte) (time >> 7);
        bytes[at + 4] = (byte) (time << 1 | 1);
    }
}
