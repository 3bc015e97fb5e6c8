package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The header of an MPEG audio layer III frame (ISO/IEC 11172-3, 2.4.1.3; 13818-3; and MPEG-2.5).
 *
 * @param sampleRate in Hz: 8,000 to 48,000
 * @param channels 1 or 2
 * @param frameBytes with the header; 0 where the header doesn't say (free format)
 * @param frameSamples sampling periods in the frame: 1,152 or 576
 */
record MpegAudioHeader(int sampleRate, int channels, int frameBytes, int frameSamples) {
    /*
     * from the top bit: sync word (11)  version (2: 3 = MPEG-1, 2 = MPEG-2, 0 = 2.5)  layer (2: 1 = III)  protection (1)
     *   bit rate (4; 0 = free, 15 is reserved)  sampling frequency (2; 3 is reserved)  padding (1)  private (1)
     *   mode (2; 3 = one channel)  ...
     * frame bytes = sampling periods / 8 * bit rate / sampling frequency + padding
     */
    static final int BYTES = 4;

    private static final int LAYER_3_MASK = 0xFFE60000;
    private static final int LAYER_3 = 0xFFE20000;
    private static final int MPEG1 = 3;
    private static final int RESERVED = 1;
    private static final int MPEG1_FRAME_SAMPLES = 1_152;
    private static final int LOW_RATE_FRAME_SAMPLES = 576;
    private static final int LOWEST_MPEG1_SAMPLE_RATE = 32_000;
    private static final int[] MPEG1_SAMPLE_RATES = {44_100, 48_000, 32_000};
    private static final int[] MPEG1_KILOBITS = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] LOW_RATE_KILOBITS = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

    /** The header at an index, null if there is none. */
    static @Nullable MpegAudioHeader read(ByteBuf data, int at) {
        if (data.writerIndex() - at < BYTES) {
            return null;
        }
        int header = data.getInt(at);
        int version = header >> 19 & 3;
        int bitRate = header >> 12 & 15;
        int frequency = header >> 10 & 3;
        if ((header & LAYER_3_MASK) != LAYER_3
                || version == RESERVED
                || bitRate == MPEG1_KILOBITS.length
                || frequency == MPEG1_SAMPLE_RATES.length) {
            return null;
        }
        boolean mpeg1 = version == MPEG1;
        int sampleRate = MPEG1_SAMPLE_RATES[frequency] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
        int frameSamples = mpeg1 ? MPEG1_FRAME_SAMPLES : LOW_RATE_FRAME_SAMPLES;
        int kilobits = (mpeg1 ? MPEG1_KILOBITS : LOW_RATE_KILOBITS)[bitRate];
        int frameBytes = kilobits == 0 ? 0 : frameSamples / 8 * kilobits * 1_000 / sampleRate + (header >> 9 & 1);
        return new MpegAudioHeader(sampleRate, (header >> 6 & 3) == 3 ? 1 : 2, frameBytes, frameSamples);
    }

    /** Says whether audio at this rate is MPEG-1's, not one of its extensions to lower sampling frequencies. */
    static boolean isMpeg1(int sampleRate) {
        return sampleRate >= LOWEST_MPEG1_SAMPLE_RATE;
    }
}
