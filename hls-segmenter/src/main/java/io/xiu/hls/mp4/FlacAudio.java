package io.xiu.hls.mp4;

import io.xiu.hls.Track;
import io.xiu.hls.TrackException;

/** FLAC ("Encapsulation of FLAC in ISO Base Media File Format", 3.3). */
final class FlacAudio {
    /*
     * dfLa: version and flags (4), metadata blocks; the first: last (1 bit) type 0 (7)  length (3 bytes)  STREAMINFO:
     *   block size, at least (2) at most (2)  frame size (3 + 3)
     *   Hz (20 bits)  channels - 1 (3)  bits of a PCM sample - 1 (5)  PCM samples (36)  MD5 (16)
     */
    private static final int STREAM_INFO = 8;
    private static final int STREAM_INFO_BYTES = 34;
    private static final int LARGEST_HERTZ = 0xFFFF;

    private FlacAudio() {}

    static AudioEntry entry(Track track) throws TrackException {
        byte[] bytes = SampleEntry.configuration(track, STREAM_INFO + STREAM_INFO_BYTES);
        if ((bytes[4] & 0x7F) != 0) {
            throw SampleEntry.unreadable(track, "metadata block " + (bytes[4] & 0x7F) + " instead of STREAMINFO");
        }
        int least = int16(bytes, STREAM_INFO);
        int most = int16(bytes, STREAM_INFO + 2);
        int sampleBits = ((bytes[STREAM_INFO + 12] & 1) << 4 | (bytes[STREAM_INFO + 13] & 0xF0) >> 4) + 1;
        Timing timing = Timing.ofFrames(track, least == most ? most : 0);
        return new AudioEntry(track, "fLaC", "dfLa", bytes, timing)
                .withSampleBits(sampleBits)
                .withHertz(divided(track.sampleRate()));
    }

    /** The highest frequency of which this is a whole multiple and that the entry can say. */
    private static int divided(int sampleRate) {
        for (int divisor = (sampleRate + LARGEST_HERTZ - 1) / LARGEST_HERTZ; divisor <= sampleRate; divisor++) {
            if (sampleRate % divisor == 0) {
                return sampleRate / divisor;
            }
        }
        return 0;
    }

    private static int int16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
