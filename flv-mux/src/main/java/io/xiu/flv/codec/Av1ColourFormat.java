package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/**
 * What an AV1 sequence header says about the samples of a picture (AV1 specification, 5.5.2).
 *
 * @param bitDepth 8, 10 or 12
 * @param chromaSamplePosition 0 for unknown, 1 for in line with the luma samples on the left, 2 for at one of them
 */
record Av1ColourFormat(
        int bitDepth,
        boolean monochrome,
        boolean subsampledX,
        boolean subsampledY,
        int chromaSamplePosition,
        ColourInfo colour) {

    private static final int HIGH_PROFILE = 1;
    private static final int PROFESSIONAL_PROFILE = 2;
    private static final ColourInfo S_RGB = new ColourInfo(1, 13, 0, false);

    static Av1ColourFormat read(BitReader in, int profile) throws FlvException {
        boolean highBitDepth = in.flag();
        boolean twelveBit = highBitDepth && profile == PROFESSIONAL_PROFILE && in.flag();
        int bitDepth = twelveBit ? 12 : highBitDepth ? 10 : 8;
        boolean monochrome = profile != HIGH_PROFILE && in.flag();
        ColourInfo colour =
                in.flag() ? new ColourInfo(in.bits(8), in.bits(8), in.bits(8), false) : ColourInfo.UNSPECIFIED;
        if (monochrome) {
            return new Av1ColourFormat(bitDepth, true, true, true, 0, colour.withFullRange(in.flag()));
        }
        if (colour.equals(S_RGB)) {
            in.skip(1);
            return new Av1ColourFormat(bitDepth, false, false, false, 0, colour.withFullRange(true));
        }
        boolean fullRange = in.flag();
        boolean subsampledX = twelveBit ? in.flag() : profile != HIGH_PROFILE;
        boolean subsampledY = twelveBit ? subsampledX && in.flag() : profile == 0;
        int position = subsampledX && subsampledY ? in.bits(2) : 0;
        in.skip(1);
        return new Av1ColourFormat(
                bitDepth, false, subsampledX, subsampledY, position, colour.withFullRange(fullRange));
    }
}
