package io.xiu.hls.mp4;

import io.xiu.hls.Track;

/** An AudioSampleEntry with one configuration box. */
final class AudioEntry implements SampleEntry {
    /*
     * reserved (6)  data reference (2)  reserved (8)  channels (2)  bits of a PCM sample (2)  reserved (4)
     * Hz (16.16 bits)  configuration box                                              ISO/IEC 14496-12, 12.2.3
     */
    private static final int LARGEST_HERTZ = 0xFFFF;
    private static final int USUAL_CHANNELS = 2;
    private static final int USUAL_SAMPLE_BITS = 16;

    private final String format;
    private final String box;
    private final byte[] configuration;
    private final int channels;
    private final int sampleBits;
    private final int hertz;
    private final Timing timing;

    private AudioEntry(
            String format, String box, byte[] configuration, int channels, int sampleBits, int hertz, Timing timing) {
        this.format = format;
        this.box = box;
        this.configuration = configuration;
        this.channels = channels;
        this.sampleBits = sampleBits;
        this.hertz = hertz;
        this.timing = timing;
    }

    /** An entry for decoders of 16 bits; a sampling frequency above 65,535 Hz stands in the configuration only. */
    AudioEntry(Track track, String format, String box, byte[] configuration, Timing timing) {
        this(
                format,
                box,
                configuration,
                track.channels() == 0 ? USUAL_CHANNELS : track.channels(),
                USUAL_SAMPLE_BITS,
                track.sampleRate(),
                timing);
    }

    AudioEntry withSampleBits(int bits) {
        return new AudioEntry(format, box, configuration, channels, bits, hertz, timing);
    }

    /** With what the entry is to say of the sampling frequency instead of the track's. */
    AudioEntry withHertz(int otherHertz) {
        return new AudioEntry(format, box, configuration, channels, sampleBits, otherHertz, timing);
    }

    @Override
    public void write(BoxWriter boxes) {
        boxes.start(format).zeros(6).int16(1).zeros(8);
        boxes.int16(channels).int16(sampleBits).zeros(4).int32(hertz > LARGEST_HERTZ ? 0 : hertz << 16);
        boxes.start(box).bytes(configuration).end();
        boxes.end();
    }

    @Override
    public Timing timing() {
        return timing;
    }
}
