package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;

/**
 * Opus (RFC 6716; "Encapsulation of Opus in ISO Base Media File Format", 4.3). Whatever the encoder was fed with, it
 * counts in 1/48,000 s.
 */
final class OpusAudio {
    /*
     * dOps: version (1; 0)  channels (1)  pre-skip (2)  input sample rate (4)  gain (2)  mapping family (1)
     *   [families but 0: streams (1)  coupled streams (1)  the channels' places (1 each)]
     *
     * First byte of a packet (RFC 6716, 3.1): configuration (5)  stereo (1)  frame count code (2: 1, 2, 2, as coded in
     * the low six bits of the second byte)
     *   configurations 0-11: 10, 20, 40, 60 ms; 12-15: 10, 20 ms; 16-31: 2.5, 5, 10, 20 ms
     */
    private static final int HERTZ = 48_000;
    private static final int LEAST_BYTES = 11;
    private static final int CHANNELS_AT = 1;
    private static final int FAMILY_AT = 10;
    private static final int PLACES_AT = 13;
    private static final int LONGEST_PERIODS = 120 * 48;
    private static final int SIXTY_MS = 60 * 48;
    private static final int CODED_COUNT = 3;

    private OpusAudio() {}

    static AudioEntry entry(Track track) throws TrackException {
        byte[] configuration = SampleEntry.configuration(track, LEAST_BYTES);
        if (configuration[0] != 0) {
            throw SampleEntry.unreadable(track, "version " + (configuration[0] & 0xFF));
        }
        int channels = configuration[CHANNELS_AT] & 0xFF;
        boolean possible = configuration[FAMILY_AT] == 0 ? channels <= 2 : configuration.length >= PLACES_AT + channels;
        if (channels == 0 || !possible) {
            throw SampleEntry.unreadable(track, configuration.length + " bytes for " + channels + " channels");
        }
        int preSkip = (configuration[2] & 0xFF) << 8 | (configuration[3] & 0xFF);
        Timing timing = new Timing(HERTZ, preSkip, OpusAudio::periods);
        return new AudioEntry(track, "Opus", "dOps", configuration, timing).withHertz(HERTZ);
    }

    /** Sampling periods of a packet at 48 kHz: at most 5,760; 0 if it says what it can't. */
    static int periods(ByteBuf packet) {
        int first = packet.getUnsignedByte(packet.readerIndex());
        int frames = (first & 3) == 0 ? 1 : 2;
        if ((first & 3) == CODED_COUNT) {
            frames = packet.readableBytes() < 2 ? 0 : packet.getUnsignedByte(packet.readerIndex() + 1) & 0x3F;
        }
        int periods = frames * framePeriods(first >> 3);
        return periods > LONGEST_PERIODS ? 0 : periods;
    }

    private static int framePeriods(int configuration) {
        if (configuration >= 16) {
            return 120 << (configuration & 3);
        }
        if (configuration >= 12) {
            return 480 << (configuration & 1);
        }
        return (configuration & 3) == 3 ? SIXTY_MS : 480 << (configuration & 3);
    }
}
