package io.xiu.hls.mp4;

import io.xiu.hls.Track;
import io.xiu.hls.TrackException;

/** FLAC ("Encapsulation of FLAC in ISO Base Media File Format", 3.3). All metadata blocks are kept. */
final class FlacAudio {
    /*
     * dfLa: version and flags (4), metadata blocks, each: last (1 bit) type (7)  length (3 bytes)  ...
     * type 0, STREAMINFO, is the first (RFC 9639, 8.2):
     *   block size, at least (2) at most (2)  frame size (3 + 3)
     *   Hz (20 bits)  channels - 1 (3)  bits of a PCM sample - 1 (5)  PCM samples (36)  MD5 (16)
     */
    private static final int VERSION_AND_FLAGS_BYTES = 4;
    private static final int BLOCK_HEADER_BYTES = 4;
    private static final int STREAM_INFO = VERSION_AND_FLAGS_BYTES + BLOCK_HEADER_BYTES;
    private static final int STREAM_INFO_BYTES = 34;
    private static final int LARGEST_HERTZ = 0xFFFF;

    private FlacAudio() {}

    static AudioEntry entry(Track track) throws TrackException {
        byte[] bytes = SampleEntry.configuration(track, STREAM_INFO + STREAM_INFO_BYTES);
        checkBlocks(track, bytes);
        int least = int16(bytes, STREAM_INFO);
        int most = int16(bytes, STREAM_INFO + 2);
        int sampleBits = ((bytes[STREAM_INFO + 12] & 1) << 4 | (bytes[STREAM_INFO + 13] & 0xF0) >> 4) + 1;
        Timing timing = Timing.ofFrames(track, least == most ? most : 0);
        return new AudioEntry(track, "fLaC", "dfLa", bytes, timing)
                .withSampleBits(sampleBits)
                .withHertz(divided(track.sampleRate()));
    }

    /** Refuses blocks that don't begin with STREAMINFO, or of which the one marked last doesn't end the box. */
    private static void checkBlocks(Track track, byte[] bytes) throws TrackException {
        int type = bytes[VERSION_AND_FLAGS_BYTES] & 0x7F;
        int length = blockBytes(bytes, VERSION_AND_FLAGS_BYTES);
        if (type != 0 || length != STREAM_INFO_BYTES) {
            throw SampleEntry.unreadable(
                    track, "metadata block " + type + " of " + length + " bytes instead of STREAMINFO");
        }
        int at = VERSION_AND_FLAGS_BYTES;
        boolean last = false;
        while (!last && bytes.length - at >= BLOCK_HEADER_BYTES) {
            last = bytes[at] < 0;
            at += BLOCK_HEADER_BYTES + blockBytes(bytes, at);
        }
        if (!last || at != bytes.length) {
            throw SampleEntry.unreadable(track, "metadata blocks don't end with its " + bytes.length + " bytes");
        }
    }

    private static int blockBytes(byte[] bytes, int at) {
        return (bytes[at + 1] & 0xFF) << 16 | int16(bytes, at + 2);
    }

    /** The highest frequency of which this, at least 1, is a whole multiple and that the entry can say. */
    private static int divided(int sampleRate) {
        int divisor = (sampleRate + LARGEST_HERTZ - 1) / LARGEST_HERTZ;
        while (sampleRate % divisor != 0) {
            divisor++;
        }
        return sampleRate / divisor;
    }

    private static int int16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
