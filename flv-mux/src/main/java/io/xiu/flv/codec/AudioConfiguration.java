package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;

/**
 * How an audio decoder is set up: what the payload of an audio sequence header holds, or for MP3, AC-3 and E-AC-3, which
 * have none, the beginning of a frame.
 */
public sealed interface AudioConfiguration
        permits AacConfiguration,
                OpusConfiguration,
                FlacConfiguration,
                Ac3Configuration,
                Eac3Configuration,
                Mp3Configuration {

    /**
     * Reads the payload of a sequence header.
     *
     * @param codec as its header says: AAC, OPUS or FLAC
     * @param payload from its reader index on; its indexes stay as they are
     * @throws FlvException CONFIGURATION if it can't be read, or if the codec has none
     */
    static AudioConfiguration read(AudioCodec codec, ByteBuf payload) throws FlvException {
        return switch (codec) {
            case AAC -> AacConfiguration.read(payload);
            case OPUS -> OpusConfiguration.read(payload);
            case FLAC -> FlacConfiguration.read(payload);
            default -> throw new FlvException(Reason.CONFIGURATION, codec + " has no configuration");
        };
    }

    /**
     * Reads the beginning of a frame.
     *
     * @param codec MP3, AC3 or EAC3
     * @param frame the payload of a coded frame; its indexes stay as they are
     * @throws FlvException CONFIGURATION if it's no frame, or if the codec's frames don't say what is needed
     */
    static AudioConfiguration ofFrame(AudioCodec codec, ByteBuf frame) throws FlvException {
        return switch (codec) {
            case MP3 -> Mp3Configuration.ofFrame(frame);
            case AC3 -> Ac3Configuration.ofFrame(frame);
            case EAC3 -> Eac3Configuration.ofFrame(frame);
            default -> throw new FlvException(Reason.CONFIGURATION, codec + " isn't configured by its frames");
        };
    }

    /** Whether {@link #ofFrame} is what configures a codec, and not its sequence header. */
    static boolean isOfFrame(AudioCodec codec) {
        return codec == AudioCodec.MP3 || codec == AudioCodec.AC3 || codec == AudioCodec.EAC3;
    }

    AudioCodec codec();

    /** The codec as playlists and browsers name it (RFC 6381), {@code mp4a.40.2} for one. */
    String codecString();

    /** Hz, 1 to 1,048,575. */
    int sampleRate();

    /** 1 to 255. */
    int channels();

    /** Samples of each channel in a frame. */
    int frameSamples();

    /**
     * Appends the payload of a sequence header; {@link #read} of it gives an equal configuration. Nothing for a codec
     * that has none.
     */
    void write(ByteBuf out);

    /**
     * What ISO-BMFF stores for this codec: the payload of its box, version and flags included where it has them; the
     * bare AudioSpecificConfig of AAC; nothing for MP3.
     */
    byte[] boxPayload();
}
