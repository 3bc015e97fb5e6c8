package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import org.jspecify.annotations.Nullable;

/** How the frames of an audio track stand in its PES packets: AAC and Opus behind headers, the others as they are. */
final class AudioFraming {
    private static final int MPEG_AUDIO_STREAM_ID = 0xC0;
    private static final int PRIVATE_STREAM_ID = 0xBD;
    private static final int CLOCK_90K = 90_000;
    private static final int MAX_FRAME_BYTES = 16 * 1024;
    private static final int MAX_OPUS_BYTES = 60 * 1024;

    private final Codec codec;
    private final @Nullable AdtsConfiguration adts;

    private AudioFraming(Codec codec, @Nullable AdtsConfiguration adts) {
        this.codec = codec;
        this.adts = adts;
    }

    /**
     * The framing of a track of a codec that {@link TsMuxer} carries.
     *
     * @throws TrackException CONFIGURATION
     */
    static AudioFraming of(Track track) throws TrackException {
        Codec codec = track.codec();
        if (codec == Codec.OPUS && OpusChannels.code(track.configuration()) == 0) {
            throw new TrackException(
                    Reason.CONFIGURATION, "OPUS configuration: no channels, or in an order that MPEG-TS can't say");
        }
        return new AudioFraming(codec, codec == Codec.AAC ? AdtsConfiguration.read(track.configuration()) : null);
    }

    /** stream_id of the PES packets. */
    int streamId() {
        return codec == Codec.AAC || codec == Codec.MP3 ? MPEG_AUDIO_STREAM_ID : PRIVATE_STREAM_ID;
    }

    /** Says why a frame can't be carried, or null when it can. */
    @Nullable
    DropReason check(ByteBuf frame) {
        if (frame.readableBytes() > maxBytes()) {
            return DropReason.TOO_LONG;
        }
        return duration90k(frame) == 0 ? DropReason.FRAME_HEADER : null;
    }

    /** How long a frame lasts, in 1/90,000 s; 0 if it doesn't begin as a frame does. */
    long duration90k(ByteBuf frame) {
        int at = frame.readerIndex();
        if (adts != null) {
            return (long) CLOCK_90K * AdtsConfiguration.FRAME_SAMPLES / adts.sampleRate();
        }
        if (codec == Codec.OPUS) {
            return (long) CLOCK_90K * OpusPacket.samples(frame, at) / OpusPacket.SAMPLE_RATE;
        }
        if (codec == Codec.MP3) {
            MpegAudioHeader header = MpegAudioHeader.read(frame, at);
            return header == null ? 0 : (long) CLOCK_90K * header.frameSamples() / header.sampleRate();
        }
        return ac3Duration90k(frame, at);
    }

    /** A sample of E-AC-3 may be several sync frames: one after the other, and dependent substreams. */
    private long ac3Duration90k(ByteBuf frame, int start) {
        long duration90k = 0;
        int at = start;
        for (Ac3Header header; (header = Ac3Header.read(frame, at)) != null; at += header.frameBytes()) {
            if (header.enhanced() != (codec == Codec.EAC3)) {
                return 0;
            }
            if (header.streamType() != Ac3Header.DEPENDENT && header.substream() == 0) {
                duration90k += (long) CLOCK_90K * header.frameSamples() / header.sampleRate();
            }
        }
        return duration90k;
    }

    /** Bytes of the header before a frame of so many bytes. */
    int headerBytes(int frameBytes) {
        if (adts != null) {
            return AdtsHeader.BYTES;
        }
        return codec == Codec.OPUS ? OpusPacket.headerBytes(frameBytes) : 0;
    }

    void writeHeader(int frameBytes, byte[] out, int at) {
        if (adts != null) {
            AdtsHeader.write(adts, frameBytes, out, at);
        } else if (codec == Codec.OPUS) {
            OpusPacket.writeHeader(frameBytes, out, at);
        }
    }

    private int maxBytes() {
        return switch (codec) {
            case AAC -> AdtsHeader.MAX_DATA_BYTES;
            case OPUS -> MAX_OPUS_BYTES;
            default -> MAX_FRAME_BYTES;
        };
    }
}
