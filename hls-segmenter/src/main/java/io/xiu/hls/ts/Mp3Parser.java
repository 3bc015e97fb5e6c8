package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/** Finds the frames of MPEG audio layer III that say their length. */
final class Mp3Parser implements FrameParser {
    private final int trackId;
    private @Nullable Track track;

    Mp3Parser(int trackId) {
        this.trackId = trackId;
    }

    @Override
    public @Nullable AudioFrame parse(ByteBuf stream, int at) {
        if (stream.writerIndex() - at < MpegAudioHeader.BYTES) {
            return AudioFrame.CUT;
        }
        MpegAudioHeader header = MpegAudioHeader.read(stream, at);
        if (header == null || header.frameBytes() < MpegAudioHeader.BYTES) {
            return null;
        }
        return new AudioFrame(0, header.frameBytes(), header.frameSamples(), header.sampleRate());
    }

    @Override
    public Track track(ByteBuf stream, int at) {
        MpegAudioHeader header = MpegAudioHeader.read(stream, at);
        if (header == null) {
            throw new IllegalArgumentException("no frame");
        }
        Track current = track;
        if (current == null || current.sampleRate() != header.sampleRate() || current.channels() != header.channels()) {
            current =
                    Track.audio(trackId, Codec.MP3, "mp4a.40.34", header.sampleRate(), header.channels(), new byte[0]);
            track = current;
        }
        return current;
    }
}
