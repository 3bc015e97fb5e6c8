package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;

/**
 * The decoder configuration of AAC, the payload of its sequence header (AudioSpecificConfig, ISO/IEC 14496-3, 1.6.2.1).
 *
 * <p>SBR that isn't announced (implicit) can't be seen here; it may be guessed where the core has 24,000 Hz or less.
 *
 * @param objectType of the coded core: 2 is AAC-LC; 1 to 95
 * @param sampleRate of the coded core in Hz, 1 to 192,000
 * @param channels of the coded core, 1 to 93
 * @param frameSamples samples in a frame of the core: 960 or 1024; 480 or 512 for the low delay types
 * @param spectralBandReplication whether SBR is announced (HE-AAC)
 * @param parametricStereo whether PS is announced (HE-AAC v2), which makes two channels of one
 * @param outputSampleRate in Hz after SBR, 1 to 192,000
 * @param bytes the configuration itself, of which the others are what it says
 */
public record AacConfiguration(
        int objectType,
        int sampleRate,
        int channels,
        int frameSamples,
        boolean spectralBandReplication,
        boolean parametricStereo,
        int outputSampleRate,
        Octets bytes)
        implements AudioConfiguration {

    private static final int SBR_TYPE = 5;
    private static final int PS_TYPE = 29;

    /** @throws IllegalArgumentException if the bytes can't be read or say something else */
    public AacConfiguration {
        AudioSpecificConfig read;
        try {
            read = AudioSpecificConfig.read(bytes.toBuffer());
        } catch (FlvException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        AudioSpecificConfig stated = new AudioSpecificConfig(
                objectType,
                sampleRate,
                channels,
                frameSamples,
                spectralBandReplication,
                parametricStereo,
                outputSampleRate);
        if (!read.equals(stated)) {
            throw new IllegalArgumentException(stated + " where the bytes say " + read);
        }
    }

    /**
     * A configuration with bytes made for it: SBR and PS are announced in front of the core (explicit, hierarchical), so
     * that a decoder without them refuses it.
     *
     * @param objectType 1 to 4
     * @param channels 1 to 6, or 8
     * @throws IllegalArgumentException if something is out of its range
     */
    public AacConfiguration(
            int objectType,
            int sampleRate,
            int channels,
            int frameSamples,
            boolean spectralBandReplication,
            boolean parametricStereo,
            int outputSampleRate) {
        this(
                objectType,
                sampleRate,
                channels,
                frameSamples,
                spectralBandReplication,
                parametricStereo,
                outputSampleRate,
                new AudioSpecificConfig(
                                objectType,
                                sampleRate,
                                channels,
                                frameSamples,
                                spectralBandReplication,
                                parametricStereo,
                                outputSampleRate)
                        .toOctets());
    }

    /**
     * AAC-LC with frames of 1024 samples.
     *
     * @param sampleRate in Hz, 1 to 192,000
     * @param channels 1 to 6, or 8
     * @throws IllegalArgumentException if something is out of its range
     */
    public static AacConfiguration lowComplexity(int sampleRate, int channels) {
        return new AacConfiguration(2, sampleRate, channels, 1024, false, false, sampleRate);
    }

    /**
     * Reads a configuration.
     *
     * @throws FlvException CONFIGURATION if it's cut off, or has a reserved or impossible object type, rate or channel
     *     configuration
     */
    public static AacConfiguration read(ByteBuf configuration) throws FlvException {
        AudioSpecificConfig read = AudioSpecificConfig.read(configuration);
        return new AacConfiguration(
                read.objectType(),
                read.sampleRate(),
                read.channels(),
                read.frameSamples(),
                read.spectralBandReplication(),
                read.parametricStereo(),
                read.outputSampleRate(),
                Octets.of(configuration));
    }

    /** Samples in a frame after SBR, which doubles them with the rate. */
    public int outputFrameSamples() {
        return outputSampleRate == 2 * sampleRate ? 2 * frameSamples : frameSamples;
    }

    /** Channels after parametric stereo. */
    public int outputChannels() {
        return parametricStereo ? 2 : channels;
    }

    @Override
    public AudioCodec codec() {
        return AudioCodec.AAC;
    }

    /** {@code mp4a.40.} and the object type, which is 5 with SBR and 29 with PS in whichever way they are announced. */
    @Override
    public String codecString() {
        int type = spectralBandReplication ? SBR_TYPE : objectType;
        return "mp4a.40." + (parametricStereo ? PS_TYPE : type);
    }

    @Override
    public void write(ByteBuf out) {
        bytes.write(out);
    }

    /** The configuration alone, without the descriptors around it. */
    @Override
    public byte[] boxPayload() {
        ByteBuf out = Unpooled.buffer();
        write(out);
        return ByteBufUtil.getBytes(out);
    }
}
