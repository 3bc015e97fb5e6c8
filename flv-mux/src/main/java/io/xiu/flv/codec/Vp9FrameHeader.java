package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;

/**
 * The beginning of a VP9 key frame (VP9 Bitstream and Decoding Process Specification, 6.2).
 *
 * @param profile 0 to 3
 * @param bitDepth 8, 10 or 12
 * @param chromaSubsampling as {@link VpParameters#chromaSubsampling}
 * @param width 1 to 65,536
 * @param height 1 to 65,536
 */
record Vp9FrameHeader(int profile, int bitDepth, int chromaSubsampling, ColourInfo colour, int width, int height) {
    private static final String WHAT = "VP9 key frame";
    private static final int FRAME_MARKER = 2;
    private static final int SYNC_CODE = 0x498342;
    private static final int RGB = 7;
    private static final int CHROMA_420 = 1;
    private static final int CHROMA_422 = 2;
    private static final int CHROMA_444 = 3;
    private static final int CHROMA_440 = 4;

    /** The matrix coefficients that a colour space of VP9 stands for. */
    private static final int[] MATRICES = {2, 5, 1, 6, 7, 9, 2, 0};

    static Vp9FrameHeader read(ByteBuf frame) throws FlvException {
        BitReader in = new BitReader(frame, WHAT);
        int marker = in.bits(2);
        int profile = in.bits(1) | in.bits(1) << 1;
        in.skip(profile == 3 ? 1 : 0);
        boolean isKeyFrame = marker == FRAME_MARKER && !in.flag() && !in.flag();
        in.skip(2);
        if (!isKeyFrame || in.bits(24) != SYNC_CODE) {
            throw in.bad("another frame");
        }
        int bitDepth = profile < 2 ? 8 : in.flag() ? 12 : 10;
        int colourSpace = in.bits(3);
        boolean oddProfile = (profile & 1) != 0;
        boolean fullRange = colourSpace == RGB || in.flag();
        int chroma = CHROMA_420;
        if (oddProfile) {
            chroma = colourSpace == RGB ? CHROMA_444 : chroma(in.flag(), in.flag());
            in.skip(1);
        } else if (colourSpace == RGB) {
            throw in.bad("RGB in profile " + profile);
        }
        ColourInfo colour = new ColourInfo(
                ColourInfo.UNSPECIFIED_CODE, ColourInfo.UNSPECIFIED_CODE, MATRICES[colourSpace], fullRange);
        return new Vp9FrameHeader(profile, bitDepth, chroma, colour, in.bits(16) + 1, in.bits(16) + 1);
    }

    private static int chroma(boolean subsampledX, boolean subsampledY) {
        if (subsampledX) {
            return subsampledY ? CHROMA_420 : CHROMA_422;
        }
        return subsampledY ? CHROMA_440 : CHROMA_444;
    }
}
