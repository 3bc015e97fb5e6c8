package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;

/**
 * What the beginning of an AC-3 frame says (ETSI TS 102 366, 4.3 and 4.4). FLV has no sequence header for it.
 *
 * @param sampleRateCode fscod: 0 for 48,000 Hz, 1 for 44,100 Hz, 2 for 32,000 Hz
 * @param bitstreamId bsid: 8 or less; 9 halves the sample rate, 10 quarters it
 * @param bitstreamMode bsmod, 0 to 7: 0 is the main service
 * @param channelMode acmod, 0 to 7: 1 is mono, 2 stereo, 7 three channels in front and two behind
 * @param lowFrequency whether there is a channel for low frequencies too
 * @param bitRateCode 0 to 18: 32 to 640 kb/s
 */
public record Ac3Configuration(
        int sampleRateCode, int bitstreamId, int bitstreamMode, int channelMode, boolean lowFrequency, int bitRateCode)
        implements AudioConfiguration {

    /*
     * 0B77 | checksum: 2 bytes | sample rate: 2 bits, frame size: 6 | bitstream id: 5, mode: 3
     * | channel mode: 3 | mixing levels: 2 each, if there is a centre, if there are surround channels, or of stereo
     * | low frequency: 1
     */
    static final int SYNC = 0x0B77;
    static final int FRAME_SAMPLES = 1536;

    private static final int LOWEST_EXTENDED_ID = 11;
    private static final int USUAL_ID = 8;
    private static final int RESERVED_RATE = 3;
    private static final int BIT_RATES = 19;
    private static final int[] SAMPLE_RATES = {48_000, 44_100, 32_000};
    private static final int[] CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

    /** @throws IllegalArgumentException if something is out of its range */
    public Ac3Configuration {
        if (sampleRateCode < 0
                || sampleRateCode >= RESERVED_RATE
                || bitstreamId < 0
                || bitstreamId >= LOWEST_EXTENDED_ID
                || (bitstreamMode | channelMode) >> 3 != 0
                || bitRateCode < 0
                || bitRateCode >= BIT_RATES) {
            throw new IllegalArgumentException("sample rate code " + sampleRateCode + ", bitstream id " + bitstreamId
                    + ", mode " + bitstreamMode + ", channel mode " + channelMode + ", bit rate code " + bitRateCode);
        }
    }

    /**
     * Reads the beginning of a frame.
     *
     * @param frame its indexes stay as they are
     * @throws FlvException CONFIGURATION if it's none, or one of E-AC-3
     */
    public static Ac3Configuration ofFrame(ByteBuf frame) throws FlvException {
        BitReader in = new BitReader(frame, "AC-3 frame");
        int sync = in.bits(16);
        in.skip(16);
        int sampleRateCode = in.bits(2);
        int bitRateCode = in.bits(6) >> 1;
        int bitstreamId = in.bits(5);
        int bitstreamMode = in.bits(3);
        int channelMode = in.bits(3);
        in.skip(mixingLevelBits(channelMode));
        boolean lowFrequency = in.flag();
        if (sync != SYNC
                || sampleRateCode == RESERVED_RATE
                || bitRateCode >= BIT_RATES
                || bitstreamId >= LOWEST_EXTENDED_ID) {
            throw in.bad("sync " + Integer.toHexString(sync) + ", sample rate code " + sampleRateCode
                    + ", bit rate code " + bitRateCode + ", bitstream id " + bitstreamId);
        }
        return new Ac3Configuration(sampleRateCode, bitstreamId, bitstreamMode, channelMode, lowFrequency, bitRateCode);
    }

    private static int mixingLevelBits(int channelMode) {
        boolean hasCentre = (channelMode & 1) != 0 && channelMode != 1;
        boolean hasSurround = (channelMode & 4) != 0;
        return (hasCentre ? 2 : 0) + (hasSurround ? 2 : 0) + (channelMode == 2 ? 2 : 0);
    }

    /** The sample rate of a code 0 to 2. */
    static int sampleRate(int code) {
        return SAMPLE_RATES[code];
    }

    /** The channels of a mode, low frequencies aside. */
    static int channels(int channelMode) {
        return CHANNELS[channelMode];
    }

    @Override
    public AudioCodec codec() {
        return AudioCodec.AC3;
    }

    @Override
    public String codecString() {
        return "ac-3";
    }

    @Override
    public int sampleRate() {
        return SAMPLE_RATES[sampleRateCode] >> Math.max(0, bitstreamId - USUAL_ID);
    }

    @Override
    public int channels() {
        return CHANNELS[channelMode] + (lowFrequency ? 1 : 0);
    }

    @Override
    public int frameSamples() {
        return FRAME_SAMPLES;
    }

    @Override
    public void write(ByteBuf out) {
        // FLV has no sequence header for AC-3.
    }

    /** The payload of {@code dac3} (ETSI TS 102 366, F.4). */
    @Override
    public byte[] boxPayload() {
        ByteBuf out = Unpooled.buffer();
        BitWriter bits = new BitWriter(out);
        bits.bits(2, sampleRateCode).bits(5, bitstreamId).bits(3, bitstreamMode).bits(3, channelMode);
        bits.flag(lowFrequency).bits(5, bitRateCode).align();
        return ByteBufUtil.getBytes(out);
    }
}
