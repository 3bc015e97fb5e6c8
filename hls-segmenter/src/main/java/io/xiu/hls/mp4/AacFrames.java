package io.xiu.hls.mp4;

import io.xiu.hls.Track;
import io.xiu.hls.TrackException;

/**
 * How long the frames of an AudioSpecificConfig are (ISO/IEC 14496-3, 1.6.2.1).
 *
 * @param periods sampling periods of a frame of the core decoder; 0 if not known
 * @param sampleRate of the core decoder, in Hz
 */
record AacFrames(int periods, int sampleRate) {
    /*
     * object type (5; 31: 32 + the next 6)   frequency index (4; 15: the next 24 are the frequency)   channels (4)
     * object type 5 or 29: frequency of the extension, object type of the core
     * frameLengthFlag (1): 960 instead of 1,024, or 480 instead of 512
     */
    private static final int[] SAMPLE_RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    private static final int ESCAPE_OBJECT_TYPE = 31;
    private static final int ESCAPE_FREQUENCY = 15;
    private static final int SPECTRAL_BAND_REPLICATION = 5;
    private static final int PARAMETRIC_STEREO = 29;

    /**
     * Reads the beginning of a track's configuration.
     *
     * @throws TrackException if it is cut short, or its frequency is a reserved one
     */
    static AacFrames read(Track track) throws TrackException {
        Bits bits = new Bits(track);
        int objectType = bits.objectType();
        int sampleRate = bits.sampleRate();
        bits.read(4);
        if (objectType == SPECTRAL_BAND_REPLICATION || objectType == PARAMETRIC_STEREO) {
            bits.sampleRate();
            objectType = bits.objectType();
        }
        return new AacFrames(periods(objectType, bits), sampleRate);
    }

    private static int periods(int objectType, Bits bits) throws TrackException {
        return switch (objectType) {
            case 1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22 -> bits.read(1) == 0 ? 1_024 : 960;
            case 23, 39 -> bits.read(1) == 0 ? 512 : 480;
            default -> 0;
        };
    }

    /** Periods of a sampling frequency, the core's or the output's; 0 if that is no whole number. */
    int periodsAt(int otherSampleRate) {
        long product = (long) periods * otherSampleRate;
        return product % sampleRate == 0 ? (int) (product / sampleRate) : 0;
    }

    private static final class Bits {
        private final Track track;
        private final byte[] bytes;
        private int at;

        Bits(Track track) {
            this.track = track;
            this.bytes = track.configuration();
        }

        int objectType() throws TrackException {
            int type = read(5);
            return type == ESCAPE_OBJECT_TYPE ? 32 + read(6) : type;
        }

        int sampleRate() throws TrackException {
            int index = read(4);
            int rate = index < SAMPLE_RATES.length ? SAMPLE_RATES[index] : index == ESCAPE_FREQUENCY ? read(24) : 0;
            if (rate == 0) {
                throw SampleEntry.unreadable(track, "frequency index " + index);
            }
            return rate;
        }

        int read(int count) throws TrackException {
            if (count > bytes.length * 8 - at) {
                throw SampleEntry.unreadable(track, "cut short at " + bytes.length + " bytes");
            }
            int value = 0;
            for (int i = 0; i < count; i++, at++) {
                value = value << 1 | (bytes[at >> 3] >> (7 - (at & 7)) & 1);
            }
            return value;
        }
    }
}
