package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.codec.AudioConfiguration;
import io.xiu.flv.codec.VideoConfiguration;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the tags of one track hold, as long as it is in one codec: the track from sequence headers or frames, and
 * frames as ISO-BMFF stores them. Payloads are only borrowed.
 */
abstract class CodecReader {
    private static final int MAX_CONFIGURATION_BYTES = 16 * 1024;
    private static final int MAX_PIXELS = 0xFFFF;
    private static final int MAX_CHANNELS = 255;
    private static final int MAX_SAMPLE_RATE = 768_000;

    private final int id;
    private final Codec codec;
    private @Nullable Track track;

    CodecReader(int id, Codec codec) {
        this.id = id;
        this.codec = codec;
    }

    /** The reader of a codec, for the track of this number. */
    static CodecReader of(int id, Codec codec) {
        return switch (codec) {
            case H264, HEVC, VVC -> new NalReader(id, codec);
            case AV1 -> new Av1Reader(id);
            case VP9, VP8 -> new VpxReader(id, codec);
            case AAC, OPUS, FLAC -> new HeaderedAudioReader(id, codec);
            case MP3, AC3, EAC3 -> new FrameAudioReader(id, codec);
        };
    }

    /** How the frames are to be decoded; null while that isn't known. */
    final @Nullable Track track() {
        return track;
    }

    /**
     * Reads a sequence header.
     *
     * @throws FlvException if it says nothing of use: there is no track then
     */
    final void configure(ByteBuf payload) throws FlvException {
        try {
            if (payload.readableBytes() > MAX_CONFIGURATION_BYTES) {
                throw new FlvException(
                        Reason.CONFIGURATION, codec + " sequence header of " + payload.readableBytes() + " bytes");
            }
            track = readHeader(payload);
        } catch (FlvException e) {
            track = null;
            throw e;
        }
    }

    /**
     * The track as it is from a sequence header on: that which it tells of, the present one if it tells nothing new, or
     * null if frames are needed too.
     */
    abstract @Nullable Track readHeader(ByteBuf payload) throws FlvException;

    /**
     * Learns of the track from a frame, where frames tell of it.
     *
     * @throws FlvException if the frame can't be read; the track stays what it was
     */
    void look(ByteBuf payload, boolean keyFrame) throws FlvException {}

    /**
     * A frame as ISO-BMFF stores it, the caller's; null if there is nothing of it to store.
     *
     * @throws FlvException if the frame can't be read
     */
    @Nullable
    ByteBuf data(ByteBuf payload) throws FlvException {
        return payload.retain();
    }

    final Codec codec() {
        return codec;
    }

    final void track(Track learned) {
        track = learned;
    }

    final Track video(VideoConfiguration configuration, int width, int height) throws FlvException {
        if (width > MAX_PIXELS || height > MAX_PIXELS) {
            throw new FlvException(Reason.CONFIGURATION, codec + " of " + width + "x" + height + " pixels");
        }
        return Track.video(id, codec, configuration.codecString(), width, height, configuration.boxPayload());
    }

    final Track audio(AudioConfiguration configuration) throws FlvException {
        int sampleRate = configuration.sampleRate();
        int channels = configuration.channels();
        if (channels > MAX_CHANNELS || sampleRate > MAX_SAMPLE_RATE) {
            throw new FlvException(
                    Reason.CONFIGURATION, codec + " of " + channels + " channels, " + sampleRate + " Hz");
        }
        return Track.audio(id, codec, configuration.codecString(), sampleRate, channels, configuration.boxPayload());
    }
}
