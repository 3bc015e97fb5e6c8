package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/** Finds Opus packets behind control headers, whose layout {@link OpusPacket} shows. What is to be trimmed isn't. */
final class OpusParser implements FrameParser {
    private static final int PREFIX_BYTES = 2;
    private static final int START_TRIM = 0x10;
    private static final int END_TRIM = 0x08;
    private static final int EXTENSION = 0x04;
    private static final int TRIM_BYTES = 2;
    private static final int WHOLE = 255;

    private final Track track;

    /** A parser for a channel configuration that has channels. */
    OpusParser(int trackId, int channelConfiguration) {
        track = Track.audio(
                trackId,
                Codec.OPUS,
                "opus",
                OpusPacket.SAMPLE_RATE,
                OpusChannels.channels(channelConfiguration),
                OpusChannels.record(channelConfiguration));
    }

    @Override
    public @Nullable AudioFrame parse(ByteBuf stream, int at) {
        int end = stream.writerIndex();
        if (end - at < PREFIX_BYTES) {
            return AudioFrame.CUT;
        }
        int prefix = stream.getUnsignedShort(at);
        if (prefix >> 5 != OpusPacket.PREFIX) {
            return null;
        }
        int next = at + PREFIX_BYTES;
        int dataBytes = 0;
        int size = WHOLE;
        while (size == WHOLE) {
            if (next >= end) {
                return AudioFrame.CUT;
            }
            size = stream.getUnsignedByte(next++);
            dataBytes += size;
        }
        next += ((prefix & START_TRIM) != 0 ? TRIM_BYTES : 0) + ((prefix & END_TRIM) != 0 ? TRIM_BYTES : 0);
        if ((prefix & EXTENSION) != 0) {
            if (next >= end) {
                return AudioFrame.CUT;
            }
            next += 1 + stream.getUnsignedByte(next);
        }
        if (end - next < dataBytes) {
            return AudioFrame.CUT;
        }
        int samples = OpusPacket.samples(stream.slice(0, next + dataBytes), next);
        return samples == 0 ? null : new AudioFrame(next - at, dataBytes, samples, OpusPacket.SAMPLE_RATE);
    }

    @Override
    public Track track(ByteBuf stream, int at) {
        return track;
    }
}
