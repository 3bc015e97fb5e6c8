package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;

/**
 * How a VP8 decoder is set up: the payload of its sequence header.
 *
 * @param parameters the record
 */
public record Vp8Configuration(VpParameters parameters) implements VideoConfiguration {
    /*
     * A frame (RFC 6386, 9.1), numbers little-endian: not a key frame: 1 bit, version: 3, shown: 1, 19 bits
     * | of a key frame: 9D 01 2A | width: 14 bits, scale: 2 | height: 14 bits, scale: 2
     */
    private static final int KEY_FRAME_BYTES = 10;
    private static final int START_CODE = 0x9D012A;
    private static final int SIZE = 0x3FFF;
    private static final String WHAT = "VP8 configuration";

    /**
     * Reads a record, with or without the version and flags of its box.
     *
     * @throws FlvException CONFIGURATION if it's cut off, or of another number of bits than 8, 10 and 12
     */
    public static Vp8Configuration read(ByteBuf record) throws FlvException {
        return new Vp8Configuration(VpParameters.read(record, WHAT));
    }

    /**
     * Makes a record from a key frame, for publishers that send none.
     *
     * @throws FlvException CONFIGURATION if it's no key frame
     */
    public static Vp8Configuration ofFrame(ByteBuf keyFrame) throws FlvException {
        int level = VpParameters.lowestLevel(width(keyFrame), height(keyFrame));
        return new Vp8Configuration(new VpParameters(0, level, 8, 1, ColourInfo.UNSPECIFIED, Octets.EMPTY, true));
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.VP8;
    }

    @Override
    public String codecString() {
        return parameters.codecString("vp08");
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
        return parameters.picture(width(keyFrame), height(keyFrame));
    }

    private static int width(ByteBuf keyFrame) throws FlvException {
        return size(keyFrame, KEY_FRAME_BYTES - 4);
    }

    private static int height(ByteBuf keyFrame) throws FlvException {
        return size(keyFrame, KEY_FRAME_BYTES - 2);
    }

    private static int size(ByteBuf keyFrame, int offset) throws FlvException {
        int start = keyFrame.readerIndex();
        boolean isKeyFrame = keyFrame.readableBytes() >= KEY_FRAME_BYTES
                && (keyFrame.getByte(start) & 1) == 0
                && keyFrame.getUnsignedMedium(start + 3) == START_CODE;
        if (!isKeyFrame) {
            throw new BitReader(keyFrame, WHAT).bad("no key frame");
        }
        return keyFrame.getUnsignedShortLE(start + offset) & SIZE;
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
