package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;

/**
 * The decoder configuration of AAC, the payload of its sequence header (AudioSpecificConfig, ISO/IEC 14496-3, 1.6.2.1).
 *
 * @param objectType of the coded core: 2 is AAC-LC; 1 to 95
 * @param sampleRate of the coded core in Hz, 1 to 192,000
 * @param channels of the coded core, 1 to 6 or 8
 * @param frameSamples samples in a frame of the core, 960 or 1024
 * @param spectralBandReplication whether SBR is announced (HE-AAC)
 * @param parametricStereo whether PS is announced (HE-AAC v2), which makes two channels of one
 * @param outputSampleRate in Hz after SBR, 1 to 192,000
 */
public record AacConfiguration(
        int objectType,
        int sampleRate,
        int channels,
        int frameSamples,
        boolean spectralBandReplication,
        boolean parametricStereo,
        int outputSampleRate) {

    /*
     * object type: 5 bits, 31: 32 + 6 more | rate: 4 bits, 15: 24 more | channels: 4 bits
     * | object type 5 or 29, which announce SBR, and PS with it: rate after SBR, object type of the core
     * | short frames: 1 bit, core coder: 1 bit (14 more), extension: 1 bit
     * | maybe at the end, for decoders that don't know SBR: 0x2B7, 5, SBR: 1 bit, rate | 0x548, PS: 1 bit
     */
    private static final int[] SAMPLE_RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    private static final int MAX_SAMPLE_RATE = 192_000;
    private static final int EXPLICIT_RATE = 15;
    private static final int ESCAPE = 31;
    private static final int SBR_TYPE = 5;
    private static final int PS_TYPE = 29;
    private static final int SBR_SYNC = 0x2B7;
    private static final int PS_SYNC = 0x548;

    /** Samples in a frame after SBR, which doubles them with the rate. */
    public int outputFrameSamples() {
        return outputSampleRate == 2 * sampleRate ? 2 * frameSamples : frameSamples;
    }

    /** Channels after parametric stereo. */
    public int outputChannels() {
        return parametricStereo ? 2 : channels;
    }

    /**
     * Reads a configuration; the indexes of the buffer stay as they are.
     *
     * @throws FlvException CONFIGURATION if it's cut off, has a reserved or impossible object type, rate or channel
     *     configuration, or describes its channels one by one (channel configuration 0), which isn't supported
     */
    public static AacConfiguration read(ByteBuf configuration) throws FlvException {
        BitReader in = new BitReader(configuration);
        int objectType = objectType(in);
        int sampleRate = sampleRate(in);
        int channels = channels(in.bits(4));
        boolean announced = objectType == SBR_TYPE || objectType == PS_TYPE;
        boolean parametricStereo = objectType == PS_TYPE;
        int outputSampleRate = sampleRate;
        if (announced) {
            outputSampleRate = sampleRate(in);
            objectType = objectType(in);
        }
        if (!hasGeneralConfiguration(objectType)) {
            return new AacConfiguration(
                    objectType, sampleRate, channels, 1024, announced, parametricStereo, outputSampleRate);
        }
        int frameSamples = in.flag() ? 960 : 1024;
        if (in.flag()) {
            in.skip(14);
        }
        boolean extended = in.flag();
        if (announced || extended || !hasSync(in, SBR_SYNC, 16) || objectType(in) != SBR_TYPE || !in.flag()) {
            return new AacConfiguration(
                    objectType, sampleRate, channels, frameSamples, announced, parametricStereo, outputSampleRate);
        }
        outputSampleRate = sampleRate(in);
        parametricStereo = hasSync(in, PS_SYNC, 12) && in.flag();
        return new AacConfiguration(
                objectType, sampleRate, channels, frameSamples, true, parametricStereo, outputSampleRate);
    }

    private static boolean hasSync(BitReader in, int sync, int bitsWithContent) throws FlvException {
        return in.remainingBits() >= bitsWithContent && in.bits(11) == sync;
    }

    private static int objectType(BitReader in) throws FlvException {
        int type = in.bits(5);
        if (type == ESCAPE) {
            type = 32 + in.bits(6);
        }
        if (type == 0) {
            throw bad("object type 0");
        }
        return type;
    }

    private static int sampleRate(BitReader in) throws FlvException {
        int index = in.bits(4);
        if (index < SAMPLE_RATES.length) {
            return SAMPLE_RATES[index];
        }
        int rate = index == EXPLICIT_RATE ? in.bits(24) : 0;
        if (rate < 1 || rate > MAX_SAMPLE_RATE) {
            throw bad("sample rate index " + index + ", rate " + rate);
        }
        return rate;
    }

    private static int channels(int configuration) throws FlvException {
        if (configuration < 1 || configuration > 7) {
            throw bad("channel configuration " + configuration);
        }
        return configuration == 7 ? 8 : configuration;
    }

    /** The object types whose configuration goes on as AAC-LC's does (GASpecificConfig, 4.4.1). */
    private static boolean hasGeneralConfiguration(int objectType) {
        return objectType >= 1 && objectType <= 4;
    }

    private static FlvException bad(String message) {
        return new FlvException(Reason.CONFIGURATION, "AAC configuration: " + message);
    }
}
