package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import io.xiu.flv.codec.VideoConfiguration;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;

/** H.264, HEVC and VVC: length-prefixed NAL units, in tags as in ISO-BMFF. */
final class NalReader extends CodecReader {
    private final VideoCodec flvCodec;

    NalReader(int id, Codec codec) {
        super(id, codec);
        flvCodec = codec == Codec.H264 ? VideoCodec.AVC : codec == Codec.HEVC ? VideoCodec.HEVC : VideoCodec.VVC;
    }

    @Override
    Track readHeader(ByteBuf payload) throws FlvException {
        VideoConfiguration configuration = VideoConfiguration.read(flvCodec, payload);
        return video(
                configuration,
                configuration.picture().width(),
                configuration.picture().height());
    }
}
