package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import io.xiu.flv.codec.AudioConfiguration;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;

/** AAC, Opus and FLAC: the sequence header says everything, and frames are bare, in tags as in ISO-BMFF. */
final class HeaderedAudioReader extends CodecReader {
    private final AudioCodec flvCodec;

    HeaderedAudioReader(int id, Codec codec) {
        super(id, codec);
        flvCodec = codec == Codec.AAC ? AudioCodec.AAC : codec == Codec.OPUS ? AudioCodec.OPUS : AudioCodec.FLAC;
    }

    @Override
    Track readHeader(ByteBuf payload) throws FlvException {
        return audio(AudioConfiguration.read(flvCodec, payload));
    }
}
