package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.VideoCodec;

/** How a video decoder is set up: what the payload of a video sequence header holds. */
public sealed interface VideoConfiguration
        permits AvcConfiguration,
                HevcConfiguration,
                VvcConfiguration,
                Av1Configuration,
                Vp9Configuration,
                Vp8Configuration {

    /**
     * Reads the payload of a sequence header.
     *
     * @param codec as its header says
     * @param payload from its reader index on; its indexes stay as they are
     * @throws FlvException CONFIGURATION if it can't be read, or if the codec has no such record
     */
    static VideoConfiguration read(VideoCodec codec, ByteBuf payload) throws FlvException {
        return switch (codec) {
            case AVC -> AvcConfiguration.read(payload);
            case HEVC -> HevcConfiguration.read(payload);
            case VVC -> VvcConfiguration.read(payload);
            case AV1 -> Av1Configuration.read(payload);
            case VP9 -> Vp9Configuration.read(payload);
            case VP8 -> Vp8Configuration.read(payload);
            case H263, SCREEN, VP6, VP6_ALPHA, SCREEN_2, UNKNOWN ->
                throw new FlvException(Reason.CONFIGURATION, codec + " has no configuration");
        };
    }

    VideoCodec codec();

    /** The codec as playlists and browsers name it (RFC 6381), {@code avc1.64001F} for one. */
    String codecString();

    /** What is known of the pictures; parameter sets are read anew each time. */
    PictureInfo picture();

    /** Appends the payload of a sequence header; {@link #read} of it gives an equal configuration. */
    void write(ByteBuf out);

    /** What ISO-BMFF stores in the box of this codec, version and flags included where it has them. */
    default byte[] boxPayload() {
        ByteBuf out = Unpooled.buffer();
        write(out);
        return ByteBufUtil.getBytes(out);
    }
}
