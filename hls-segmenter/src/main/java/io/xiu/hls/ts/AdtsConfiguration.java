package io.xiu.hls.ts;

import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;

/**
 * What ADTS headers say of AAC (ISO/IEC 14496-3, 1.A.2.2).
 *
 * @param objectType 1 (Main) to 4 (LTP); of HE-AAC the object type of its core
 * @param frequencyIndex 0 (96,000 Hz) to 12 (7,350 Hz); of HE-AAC the frequency of its core
 * @param channelConfiguration 1 to 7
 */
record AdtsConfiguration(int objectType, int frequencyIndex, int channelConfiguration) {
    /*
     * AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1), in bits:
     *   object type (5; 31: 32 + the next 6)   frequency index (4; 15: the next 24 are the frequency)   channels (4)
     *   if the object type is 5 (SBR) or 29 (PS): frequency of the extension, object type of the core
     *   frameLengthFlag (1): 960 sampling periods, which ADTS can't say
     */
    /** Sampling periods in a frame. */
    static final int FRAME_SAMPLES = 1_024;

    private static final int[] SAMPLE_RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    private static final int OBJECT_TYPE_SBR = 5;
    private static final int OBJECT_TYPE_PS = 29;
    private static final int ESCAPE_OBJECT_TYPE = 31;
    private static final int ESCAPE_FREQUENCY = 15;
    private static final int EIGHT_CHANNELS = 7;

    /**
     * Reads an AudioSpecificConfig.
     *
     * @throws TrackException CONFIGURATION, also for what is legal but can't be said in ADTS
     */
    static AdtsConfiguration read(byte[] audioSpecificConfig) throws TrackException {
        Bits bits = new Bits(audioSpecificConfig);
        int objectType = bits.objectType();
        int frequencyIndex = bits.frequencyIndex();
        int channels = bits.read(4);
        if (objectType == OBJECT_TYPE_SBR || objectType == OBJECT_TYPE_PS) {
            bits.frequencyIndex();
            objectType = bits.objectType();
        }
        if (objectType < 1 || objectType > 4) {
            throw bad("object type " + objectType);
        }
        if (channels < 1 || channels > EIGHT_CHANNELS) {
            throw bad("channel configuration " + channels);
        }
        if (bits.read(1) != 0) {
            throw bad("frames of 960 sampling periods");
        }
        return new AdtsConfiguration(objectType, frequencyIndex, channels);
    }

    /** Sampling frequency of the core, in Hz. */
    int sampleRate() {
        return SAMPLE_RATES[frequencyIndex];
    }

    /** Channels of the core. */
    int channels() {
        return channelConfiguration == EIGHT_CHANNELS ? 8 : channelConfiguration;
    }

    /** The AudioSpecificConfig that says the same. */
    byte[] audioSpecificConfig() {
        int bits = objectType << 11 | frequencyIndex << 7 | channelConfiguration << 3;
        return new byte[] {(byte) (bits >> 8), (byte) bits};
    }

    private static TrackException bad(String message) {
        return new TrackException(Reason.CONFIGURATION, "AudioSpecificConfig for ADTS: " + message);
    }

    private static final class Bits {
        private final byte[] bytes;
        private int at;

        Bits(byte[] bytes) {
            this.bytes = bytes;
        }

        int objectType() throws TrackException {
            int type = read(5);
            return type == ESCAPE_OBJECT_TYPE ? 32 + read(6) : type;
        }

        int frequencyIndex() throws TrackException {
            int index = read(4);
            if (index < SAMPLE_RATES.length) {
                return index;
            }
            if (index != ESCAPE_FREQUENCY) {
                throw bad("frequency index " + index);
            }
            int frequency = read(24);
            for (int i = 0; i < SAMPLE_RATES.length; i++) {
                if (SAMPLE_RATES[i] == frequency) {
                    return i;
                }
            }
            throw bad("frequency " + frequency);
        }

        int read(int count) throws TrackException {
            if (count > bytes.length * 8 - at) {
                throw bad("cut short at " + bytes.length + " bytes");
            }
            int value = 0;
            for (int i = 0; i < count; i++, at++) {
                value = (value << 1) | ((bytes[at >> 3] >> (7 - (at & 7))) & 1);
            }
            return value;
        }
    }
}
