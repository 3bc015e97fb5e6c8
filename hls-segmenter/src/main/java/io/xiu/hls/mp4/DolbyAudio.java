package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;

/** AC-3 and Enhanced AC-3 (ETSI TS 102 366, annex F). */
final class DolbyAudio {
    /*
     * Head of an E-AC-3 frame (E.1.2), of which a sample may hold several:
     *   0B 77 (16 bits)  stream type (2; 1 = dependent)  substream (3)  words - 1 (11)
     *   sampling frequency (2; 3: another 2, and six blocks)  blocks (2: 1, 2, 3, 6)
     */
    private static final int AC3_PERIODS = 1_536;
    private static final int BLOCK_PERIODS = 256;
    private static final int MOST_PERIODS = 24 * AC3_PERIODS;
    private static final int SYNC_WORD = 0x0B77;
    private static final int HEAD_BYTES = 5;
    private static final int DEPENDENT = 1;
    private static final int OTHER_FREQUENCY = 3;
    private static final int[] BLOCKS = {1, 2, 3, 6};

    private DolbyAudio() {}

    static AudioEntry ac3(Track track) throws TrackException {
        Timing timing = Timing.ofFrames(track, AC3_PERIODS);
        return new AudioEntry(track, "ac-3", "dac3", SampleEntry.configuration(track, 3), timing);
    }

    static AudioEntry eac3(Track track) throws TrackException {
        Timing timing = Timing.ofFrames(track, DolbyAudio::periods);
        return new AudioEntry(track, "ec-3", "dec3", SampleEntry.configuration(track, 5), timing);
    }

    /**
     * Sampling periods of an E-AC-3 sample: those of the frames of its first substream, at most 36,864; 0 if it isn't
     * whole frames, or more of them.
     */
    static int periods(ByteBuf sample) {
        int periods = 0;
        for (int at = sample.readerIndex(); at < sample.writerIndex(); ) {
            int left = sample.writerIndex() - at;
            if (left < HEAD_BYTES || sample.getUnsignedShort(at) != SYNC_WORD) {
                return 0;
            }
            int head = sample.getUnsignedShort(at + 2);
            int bytes = 2 * ((head & 0x7FF) + 1);
            boolean first = head >> 14 != DEPENDENT && (head >> 11 & 7) == 0;
            int rates = sample.getUnsignedByte(at + 4);
            int blocks = rates >> 6 == OTHER_FREQUENCY ? 6 : BLOCKS[rates >> 4 & 3];
            periods += first ? blocks * BLOCK_PERIODS : 0;
            if (bytes > left || periods > MOST_PERIODS) {
                return 0;
            }
            at += bytes;
        }
        return periods;
    }
}
