package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import java.util.List;

/** What an AudioSpecificConfig says (ISO/IEC 14496-3, 1.6.2.1), without how it is written. */
record AudioSpecificConfig(
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
     * | short frames: 1 bit, core coder: 1 bit (14 more), extension: 1 bit | channels are 0: a list of them
     * | maybe at the end, for decoders that don't know SBR: 0x2B7, 5, SBR: 1 bit, rate | 0x548, PS: 1 bit
     */
    private static final List<Integer> SAMPLE_RATES = List.of(
            96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350);
    private static final List<Integer> CHANNELS = List.of(0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8, 0);
    private static final int MAX_SAMPLE_RATE = 192_000;
    private static final int EXPLICIT_RATE = 15;
    private static final int ESCAPE = 31;
    private static final int MAX_EXTENSIBLE_TYPE = 4;
    private static final int LOW_DELAY_TYPE = 23;
    private static final int SBR_TYPE = 5;
    private static final int PS_TYPE = 29;
    private static final int SBR_SYNC = 0x2B7;
    private static final int PS_SYNC = 0x548;
    private static final String WHAT = "AAC configuration";

    static AudioSpecificConfig read(ByteBuf configuration) throws FlvException {
        BitReader in = BitReader.ofRecord(configuration, WHAT);
        int objectType = objectType(in);
        int sampleRate = sampleRate(in);
        int channelConfiguration = in.bits(4);
        boolean announced = objectType == SBR_TYPE || objectType == PS_TYPE;
        boolean parametricStereo = objectType == PS_TYPE;
        int outputSampleRate = sampleRate;
        if (announced) {
            outputSampleRate = sampleRate(in);
            objectType = objectType(in);
        }
        int channels = CHANNELS.get(channelConfiguration);
        if (channels == 0 && (channelConfiguration != 0 || !hasGeneralConfiguration(objectType))) {
            throw in.bad("channel configuration " + channelConfiguration);
        }
        if (!hasGeneralConfiguration(objectType)) {
            return new AudioSpecificConfig(
                    objectType, sampleRate, channels, 1024, announced, parametricStereo, outputSampleRate);
        }
        boolean shortFrames = in.flag();
        int frameSamples = shortFrames ? shortFrame(objectType) : longFrame(objectType);
        if (in.flag()) {
            in.skip(14);
        }
        boolean extended = in.flag();
        if (channelConfiguration == 0) {
            channels = AacProgramConfig.readChannels(in);
        }
        boolean open = !announced && !extended && objectType <= MAX_EXTENSIBLE_TYPE;
        if (!open || !hasSync(in, SBR_SYNC, 16) || objectType(in) != SBR_TYPE || !in.flag()) {
            return new AudioSpecificConfig(
                    objectType, sampleRate, channels, frameSamples, announced, parametricStereo, outputSampleRate);
        }
        outputSampleRate = sampleRate(in);
        parametricStereo = hasSync(in, PS_SYNC, 12) && in.flag();
        return new AudioSpecificConfig(
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
            throw in.bad("object type 0");
        }
        return type;
    }

    private static int sampleRate(BitReader in) throws FlvException {
        int index = in.bits(4);
        if (index < SAMPLE_RATES.size()) {
            return SAMPLE_RATES.get(index);
        }
        int rate = index == EXPLICIT_RATE ? in.bits(24) : 0;
        if (rate < 1 || rate > MAX_SAMPLE_RATE) {
            throw in.bad("sample rate index " + index + ", rate " + rate);
        }
        return rate;
    }

    /** The object types whose configuration goes on as AAC-LC's does (GASpecificConfig, 4.4.1). */
    private static boolean hasGeneralConfiguration(int objectType) {
        return switch (objectType) {
            case 1, 2, 3, 4, 17, 19, LOW_DELAY_TYPE -> true;
            default -> false;
        };
    }

    private static int longFrame(int objectType) {
        return objectType == LOW_DELAY_TYPE ? 512 : 1024;
    }

    private static int shortFrame(int objectType) {
        return objectType == LOW_DELAY_TYPE ? 480 : 960;
    }

    /** Writes it, with SBR and PS announced first. */
    Octets toOctets() {
        int configuration = CHANNELS.subList(0, 8).indexOf(channels);
        if (objectType < 1 || objectType > 4 || configuration < 1 || (frameSamples != 960 && frameSamples != 1024)) {
            throw new IllegalArgumentException(
                    "object type " + objectType + ", " + channels + " channels, " + frameSamples + " samples");
        }
        ByteBuf bytes = Unpooled.buffer();
        BitWriter out = new BitWriter(bytes);
        out.bits(5, spectralBandReplication ? (parametricStereo ? PS_TYPE : SBR_TYPE) : objectType);
        writeSampleRate(out, sampleRate);
        out.bits(4, configuration);
        if (spectralBandReplication) {
            writeSampleRate(out, outputSampleRate);
            out.bits(5, objectType);
        }
        out.flag(frameSamples == 960).bits(2, 0).align();
        return Octets.of(bytes);
    }

    private static void writeSampleRate(BitWriter out, int rate) {
        if (rate < 1 || rate > MAX_SAMPLE_RATE) {
            throw new IllegalArgumentException(rate + " Hz");
        }
        int index = SAMPLE_RATES.indexOf(rate);
        if (index >= 0) {
            out.bits(4, index);
        } else {
            out.bits(4, EXPLICIT_RATE).bits(24, rate);
        }
    }
}
