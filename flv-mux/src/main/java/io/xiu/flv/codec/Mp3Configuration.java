package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;

/**
 * What the header of an MP3 frame says (ISO/IEC 11172-3, 2.4.2.3; 13818-3, 2.4.2.3). FLV has no sequence header for it.
 *
 * @param sampleRate in Hz: 8,000 to 48,000
 * @param channels 1 or 2
 * @param frameSamples 1152, or 576 below 32,000 Hz
 */
public record Mp3Configuration(int sampleRate, int channels, int frameSamples) implements AudioConfiguration {
    /*
     * 11 ones, version: 2 bits, layer: 2, checksum: 1 | bit rate: 4, sample rate: 2, padding: 1, private: 1
     * | channel mode: 2, 6 bits
     */
    private static final int SYNC = 0x7FF;
    private static final int VERSION_RESERVED = 1;
    private static final int VERSION_1 = 3;
    private static final int LAYER_3 = 1;
    private static final int FREE_BIT_RATE = 0;
    private static final int BAD_BIT_RATE = 15;
    private static final int MONO = 3;

    /** Of version 1; that of version 2 is half of it, that of 2.5 a quarter. */
    private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};

    private static final int MIN_SAMPLE_RATE = 8_000;
    private static final int MAX_SAMPLE_RATE = 48_000;
    private static final int LONG_FRAME = 1152;
    private static final int SHORT_FRAME = 576;

    /** @throws IllegalArgumentException if something is out of its range */
    public Mp3Configuration {
        if (sampleRate < MIN_SAMPLE_RATE
                || sampleRate > MAX_SAMPLE_RATE
                || channels < 1
                || channels > 2
                || (frameSamples != LONG_FRAME && frameSamples != SHORT_FRAME)) {
            throw new IllegalArgumentException(
                    sampleRate + " Hz, " + channels + " channels, " + frameSamples + " samples");
        }
    }

    /**
     * Reads the header of a frame.
     *
     * @param frame its indexes stay as they are
     * @throws FlvException CONFIGURATION if it's none of layer III, or of a bit rate that isn't stated
     */
    public static Mp3Configuration ofFrame(ByteBuf frame) throws FlvException {
        BitReader in = new BitReader(frame, "MP3 frame");
        int sync = in.bits(11);
        int version = in.bits(2);
        int layer = in.bits(2);
        in.skip(1);
        int bitRate = in.bits(4);
        int sampleRate = in.bits(2);
        in.skip(2);
        int mode = in.bits(2);
        boolean possible = sync == SYNC
                && version != VERSION_RESERVED
                && layer == LAYER_3
                && bitRate != FREE_BIT_RATE
                && bitRate != BAD_BIT_RATE
                && sampleRate < SAMPLE_RATES.length;
        if (!possible) {
            throw in.bad("sync " + Integer.toHexString(sync) + ", version " + version + ", layer " + layer
                    + ", bit rate " + bitRate + ", sample rate " + sampleRate);
        }
        int halvings = version == VERSION_1 ? 0 : version == 2 ? 1 : 2;
        return new Mp3Configuration(
                SAMPLE_RATES[sampleRate] >> halvings,
                mode == MONO ? 1 : 2,
                version == VERSION_1 ? LONG_FRAME : SHORT_FRAME);
    }

    @Override
    public AudioCodec codec() {
        return AudioCodec.MP3;
    }

    /** {@code mp4a.40.34}, which says layer III of any version. */
    @Override
    public String codecString() {
        return "mp4a.40.34";
    }

    @Override
    public void write(ByteBuf out) {
        // FLV has no sequence header for MP3.
    }

    /** Nothing: the descriptor of MP3 in ISO-BMFF has no configuration in it. */
    @Override
    public byte[] boxPayload() {
        return new byte[0];
    }
}
