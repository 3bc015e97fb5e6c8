package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/** Finds AAC in ADTS; the header's layout: see {@link AdtsHeader}. */
final class AdtsParser implements FrameParser {
    private static final int SYNC_MASK = 0xFFF6;
    private static final int SYNC = 0xFFF0;
    private static final int CRC_BYTES = 2;
    private static final int LAST_FREQUENCY_INDEX = 12;

    private final int trackId;
    private @Nullable AdtsConfiguration known;
    private @Nullable Track track;

    AdtsParser(int trackId) {
        this.trackId = trackId;
    }

    @Override
    public @Nullable AudioFrame parse(ByteBuf stream, int at) {
        if (stream.writerIndex() - at < AdtsHeader.BYTES) {
            return AudioFrame.CUT;
        }
        int frequencyIndex = stream.getByte(at + 2) >> 2 & 0x0F;
        int channels = channels(stream, at);
        int blocks = stream.getByte(at + 6) & 3;
        int headerBytes = AdtsHeader.BYTES + ((stream.getByte(at + 1) & 1) == 0 ? CRC_BYTES : 0);
        int frameBytes = stream.getUnsignedMedium(at + 3) >> 5 & 0x1FFF;
        if ((stream.getUnsignedShort(at) & SYNC_MASK) != SYNC
                || frequencyIndex > LAST_FREQUENCY_INDEX
                || channels == 0
                || blocks != 0
                || frameBytes <= headerBytes) {
            return null;
        }
        int sampleRate = configuration(stream, at).sampleRate();
        return new AudioFrame(headerBytes, frameBytes - headerBytes, AdtsConfiguration.FRAME_SAMPLES, sampleRate);
    }

    @Override
    public Track track(ByteBuf stream, int at) {
        AdtsConfiguration configuration = configuration(stream, at);
        Track current = track;
        if (current == null || !configuration.equals(known)) {
            known = configuration;
            current = Track.audio(
                    trackId,
                    Codec.AAC,
                    "mp4a.40." + configuration.objectType(),
                    configuration.sampleRate(),
                    configuration.channels(),
                    configuration.audioSpecificConfig());
            track = current;
        }
        return current;
    }

    private static AdtsConfiguration configuration(ByteBuf stream, int at) {
        int second = stream.getUnsignedByte(at + 2);
        return new AdtsConfiguration((second >> 6) + 1, second >> 2 & 0x0F, channels(stream, at));
    }

    private static int channels(ByteBuf stream, int at) {
        return stream.getUnsignedShort(at + 2) >> 6 & 7;
    }
}
