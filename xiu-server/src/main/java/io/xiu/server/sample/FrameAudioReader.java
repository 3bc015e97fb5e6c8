package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import io.xiu.flv.codec.AudioConfiguration;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/**
 * MP3, AC-3 and E-AC-3: each frame says what it is. The track is that of the first frame, and stays while sample rate
 * and channels do: what else may change from frame to frame, such as the bit rate, is nothing a decoder has to be set up
 * for.
 */
final class FrameAudioReader extends CodecReader {
    private final AudioCodec flvCodec;

    FrameAudioReader(int id, Codec codec) {
        super(id, codec);
        flvCodec = codec == Codec.MP3 ? AudioCodec.MP3 : codec == Codec.AC3 ? AudioCodec.AC3 : AudioCodec.EAC3;
    }

    /** The present track: there is no record of these, whatever a publisher sends. */
    @Override
    @Nullable
    Track readHeader(ByteBuf payload) {
        return track();
    }

    @Override
    void look(ByteBuf payload, boolean keyFrame) throws FlvException {
        AudioConfiguration configuration = AudioConfiguration.ofFrame(flvCodec, payload);
        Track present = track();
        if (present == null
                || present.sampleRate() != configuration.sampleRate()
                || present.channels() != configuration.channels()) {
            track(audio(configuration));
        }
    }
}
