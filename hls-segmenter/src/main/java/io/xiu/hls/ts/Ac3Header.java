package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an AC-3 or E-AC-3 sync frame (ETSI TS 102 366, 4.3 and E.1.2).
 *
 * @param enhanced whether it is E-AC-3
 * @param streamType of E-AC-3: 0 independent, 1 dependent, 2 independent and converted from AC-3; else 0
 * @param substream of E-AC-3: 0 to 7; else 0
 * @param rateCode fscod: 0 (48,000 Hz) to 3 (E-AC-3 at half a rate)
 * @param sampleRate in Hz
 * @param bitStreamId bsid
 * @param bitStreamMode bsmod; 0 for E-AC-3, where it stands further behind
 * @param audioCodingMode acmod: 0 to 7
 * @param lowFrequency lfeon
 * @param bitRateCode of AC-3: frmsizecod / 2; else 0
 * @param frameBytes with the header
 * @param frameSamples sampling periods: 256 to 1,536
 */
record Ac3Header(
        boolean enhanced,
        int streamType,
        int substream,
        int rateCode,
        int sampleRate,
        int bitStreamId,
        int bitStreamMode,
        int audioCodingMode,
        boolean lowFrequency,
        int bitRateCode,
        int frameBytes,
        int frameSamples) {
    /*
     * AC-3:    0x0B77 (2)  crc1 (2)  fscod (2 bits) frmsizecod (6)                    bsid (5) bsmod (3)
     *          acmod (3) [two bits of mix level each: 3 front channels; surround channels; or of 2/0's surround] lfeon
     * E-AC-3:  0x0B77 (2)  strmtyp (2) substreamid (3) frmsiz (11: words - 1)
     *          fscod (2) numblkscod or, if fscod is 3, fscod2 (2) acmod (3) lfeon (1)   bsid (5) ...
     * Which of the two it is says bsid: up to 10, or 11 to 16.
     */
    static final int BYTES = 8;

    static final int DEPENDENT = 1;

    private static final int SYNC_WORD = 0x0B77;
    private static final int LAST_AC3_ID = 10;
    private static final int FULL_RATE_AC3_ID = 8;
    private static final int LAST_EAC3_ID = 16;
    private static final int BLOCK_SAMPLES = 256;
    private static final int MAX_BLOCKS = 6;
    private static final int HALF_RATE_CODE = 3;
    private static final int[] SAMPLE_RATES = {48_000, 44_100, 32_000};
    private static final int[] BLOCKS = {1, 2, 3, MAX_BLOCKS};
    private static final int[] KILOBITS = {
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
    };
    private static final int[] CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

    /** The header at an index, null if there is none. */
    static @Nullable Ac3Header read(ByteBuf data, int at) {
        if (data.writerIndex() - at < BYTES || data.getUnsignedShort(at) != SYNC_WORD) {
            return null;
        }
        int bitStreamId = data.getUnsignedByte(at + 5) >> 3;
        if (bitStreamId <= LAST_AC3_ID) {
            return ac3(data, at, bitStreamId);
        }
        return bitStreamId <= LAST_EAC3_ID ? eac3(data, at, bitStreamId) : null;
    }

    /** All channels, that of low frequencies included. */
    int channels() {
        return CHANNELS[audioCodingMode] + (lowFrequency ? 1 : 0);
    }

    private static @Nullable Ac3Header ac3(ByteBuf data, int at, int bitStreamId) {
        int rateCode = data.getUnsignedByte(at + 4) >> 6;
        int sizeCode = data.getByte(at + 4) & 0x3F;
        if (rateCode == HALF_RATE_CODE || sizeCode >= 2 * KILOBITS.length) {
            return null;
        }
        int mode = data.getUnsignedByte(at + 6) >> 5;
        int lowFrequencyAt = 4 - mixLevelBits(mode);
        int words = words(rateCode, sizeCode);
        int sampleRate = SAMPLE_RATES[rateCode] >> Math.max(0, bitStreamId - FULL_RATE_AC3_ID);
        return new Ac3Header(
                false,
                0,
                0,
                rateCode,
                sampleRate,
                bitStreamId,
                data.getByte(at + 5) & 7,
                mode,
                (data.getByte(at + 6) >> lowFrequencyAt & 1) != 0,
                sizeCode / 2,
                2 * words,
                MAX_BLOCKS * BLOCK_SAMPLES);
    }

    /** Bits between acmod and lfeon. */
    private static int mixLevelBits(int mode) {
        boolean threeFront = (mode & 1) != 0 && mode != 1;
        boolean surround = (mode & 4) != 0;
        return (threeFront ? 2 : 0) + (surround ? 2 : 0) + (mode == 2 ? 2 : 0);
    }

    /** Words of two bytes in a frame of 1,536 sampling periods. */
    private static int words(int rateCode, int sizeCode) {
        int kilobits = KILOBITS[sizeCode / 2];
        return switch (rateCode) {
            case 0 -> kilobits * 2;
            case 1 -> kilobits * 320 / 147 + (sizeCode & 1);
            default -> kilobits * 3;
        };
    }

    private static @Nullable Ac3Header eac3(ByteBuf data, int at, int bitStreamId) {
        int sizes = data.getUnsignedShort(at + 2);
        int modes = data.getUnsignedByte(at + 4);
        int rateCode = modes >> 6;
        int second = modes >> 4 & 3;
        boolean half = rateCode == HALF_RATE_CODE;
        int frameBytes = 2 * ((sizes & 0x7FF) + 1);
        if (frameBytes < BYTES || (half && second == SAMPLE_RATES.length)) {
            return null;
        }
        int sampleRate = half ? SAMPLE_RATES[second] / 2 : SAMPLE_RATES[rateCode];
        return new Ac3Header(
                true,
                sizes >> 14,
                sizes >> 11 & 7,
                rateCode,
                sampleRate,
                bitStreamId,
                0,
                modes >> 1 & 7,
                (modes & 1) != 0,
                0,
                frameBytes,
                (half ? MAX_BLOCKS : BLOCKS[second]) * BLOCK_SAMPLES);
    }
}
