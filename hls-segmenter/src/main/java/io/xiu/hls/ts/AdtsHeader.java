package io.xiu.hls.ts;

/** The 7-byte header, without CRC, before each AAC frame in a transport stream (ISO/IEC 13818-7, 6.2). */
final class AdtsHeader {
    static final int BYTES = 7;
    /** What the 13 bits of aac_frame_length leave for the raw data block. */
    static final int MAX_DATA_BYTES = (1 << 13) - 1 - BYTES;

    private AdtsHeader() {}

    /*
     * sync word 0xFFF (12)  MPEG-4 (1: 0)  layer (2: 0)  no CRC (1: 1)
     * profile = object type - 1 (2)  frequency index (4)  private (1)  channels (3)  original, home, two copyright (4)
     * frame length with header (13)  buffer fullness 0x7FF: variable rate (11)  data blocks - 1 (2: 0)
     */
    static void write(AdtsConfiguration configuration, int dataBytes, byte[] out, int at) {
        int frameBytes = dataBytes + BYTES;
        int channels = configuration.channelConfiguration();
        out[at] = (byte) 0xFF;
        out[at + 1] = (byte) 0xF1;
        out[at + 2] =
                (byte) ((configuration.objectType() - 1) << 6 | configuration.frequencyIndex() << 2 | channels >> 2);
        out[at + 3] = (byte) ((channels & 3) << 6 | frameBytes >> 11);
        out[at + 4] = (byte) (frameBytes >> 3);
        out[at + 5] = (byte) ((frameBytes & 7) << 5 | 0x1F);
        out[at + 6] = (byte) 0xFC;
    }
}
