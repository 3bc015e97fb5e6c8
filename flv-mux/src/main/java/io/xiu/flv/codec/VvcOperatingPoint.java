package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/**
 * Which of the pictures of a VVC track its decoder configuration record is about, and what they are like (ISO/IEC
 * 14496-15, 11.2.4.2).
 *
 * @param outputLayerSet its index, 0 to 511
 * @param sublayers temporal sublayers, 0 to 7; one more than the profile has sublayer levels, or none
 * @param constantFrameRate 0 for unknown, 1 for constant, 2 for constant in each temporal sublayer; at most 3
 * @param chromaFormat 0 for grey, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
 * @param bitDepth 8 to 15
 * @param profile profile, tier and level
 * @param maxWidth the greatest width of a picture, 0 to 65,535
 * @param maxHeight the greatest height of a picture, 0 to 65,535
 * @param averageFrameRate frames in 256 seconds, 0 to 65,535; 0 for unknown
 */
public record VvcOperatingPoint(
        int outputLayerSet,
        int sublayers,
        int constantFrameRate,
        int chromaFormat,
        int bitDepth,
        VvcProfile profile,
        int maxWidth,
        int maxHeight,
        int averageFrameRate) {

    /** @throws IllegalArgumentException if something is out of its range */
    public VvcOperatingPoint {
        boolean outOfRange = outputLayerSet >> 9 != 0
                || sublayers >> 3 != 0
                || (constantFrameRate | chromaFormat) >> 2 != 0
                || bitDepth >> 3 != 1
                || (maxWidth | maxHeight | averageFrameRate) >> 16 != 0
                || profile.sublayerLevels().size() != Math.max(0, sublayers - 1);
        if (outOfRange) {
            throw new IllegalArgumentException("output layer set " + outputLayerSet + ", " + sublayers
                    + " sublayers, chroma format " + chromaFormat + ", " + bitDepth + " bits, " + maxWidth + " x "
                    + maxHeight + ", frame rate " + averageFrameRate + " and " + constantFrameRate);
        }
    }

    static VvcOperatingPoint read(BitReader in) throws FlvException {
        int outputLayerSet = in.bits(9);
        int sublayers = in.bits(3);
        int constantFrameRate = in.bits(2);
        int chromaFormat = in.bits(2);
        int bitDepth = 8 + in.bits(3);
        in.skip(5);
        VvcProfile profile = VvcProfile.read(in, sublayers);
        return new VvcOperatingPoint(
                outputLayerSet,
                sublayers,
                constantFrameRate,
                chromaFormat,
                bitDepth,
                profile,
                in.bits(16),
                in.bits(16),
                in.bits(16));
    }

    void write(BitWriter out) {
        out.bits(9, outputLayerSet).bits(3, sublayers);
        out.bits(2, constantFrameRate).bits(2, chromaFormat);
        out.bits(3, bitDepth - 8).bits(5, 0x1F);
        profile.write(out);
        out.bits(16, maxWidth).bits(16, maxHeight).bits(16, averageFrameRate);
    }
}
