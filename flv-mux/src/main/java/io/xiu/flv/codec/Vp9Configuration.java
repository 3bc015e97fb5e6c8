package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;

/**
 * How a VP9 decoder is set up: the payload of its sequence header.
 *
 * @param parameters the record
 */
public record Vp9Configuration(VpParameters parameters) implements VideoConfiguration {
    private static final String WHAT = "VP9 configuration";

    /**
     * Reads a record, with or without the version and flags of its box.
     *
     * @throws FlvException CONFIGURATION if it's cut off, or of another number of bits than 8, 10 and 12
     */
    public static Vp9Configuration read(ByteBuf record) throws FlvException {
        return new Vp9Configuration(VpParameters.read(record, WHAT));
    }

    /**
     * Makes a record from a key frame, for publishers that send none. Its level is the lowest that allows pictures of this
     * size.
     *
     * @throws FlvException CONFIGURATION if it's no key frame
     */
    public static Vp9Configuration ofFrame(ByteBuf keyFrame) throws FlvException {
        Vp9FrameHeader header = Vp9FrameHeader.read(keyFrame);
        return new Vp9Configuration(new VpParameters(
                header.profile(),
                VpParameters.lowestLevel(header.width(), header.height()),
                header.bitDepth(),
                header.chromaSubsampling(),
                header.colour(),
                Octets.EMPTY,
                true));
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.VP9;
    }

    @Override
    public String codecString() {
        return parameters.codecString("vp09");
    }

    /** Without a size, which the record doesn't have. */
    @Override
    public PictureInfo picture() {
        return parameters.picture(0, 0);
    }

    /**
     * The pictures with the size that a key frame has.
     *
     * @throws FlvException CONFIGURATION if it's no key frame
     */
    public PictureInfo picture(ByteBuf keyFrame) throws FlvException {
        Vp9FrameHeader header = Vp9FrameHeader.read(keyFrame);
        return parameters.picture(header.width(), header.height());
    }

    @Override
    public void write(ByteBuf out) {
        parameters.write(out);
    }

    /** The record behind version and flags. */
    @Override
    public byte[] boxPayload() {
        return parameters.boxPayload();
    }
}
