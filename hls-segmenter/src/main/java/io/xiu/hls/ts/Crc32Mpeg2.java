package io.xiu.hls.ts;

/** CRC-32/MPEG-2: polynomial 0x04C11DB7, not reflected, begun with all ones (ISO/IEC 13818-1, annex A). */
final class Crc32Mpeg2 {
    private static final int POLYNOMIAL = 0x04C11DB7;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value < 0 ? POLYNOMIAL : 0);
            }
            TABLE[i] = value;
        }
    }

    private Crc32Mpeg2() {}

    static int of(byte[] bytes, int start, int end) {
        int crc = -1;
        for (int i = start; i < end; i++) {
            crc = crc << 8 ^ TABLE[(crc >>> 24 ^ bytes[i]) & 0xFF];
        }
        return crc;
    }
}
