package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/** Reads what an AVC sequence parameter set says about the pictures (ISO/IEC 14496-10, 7.3.2.1.1 and E.1.1). */
final class AvcSequenceParameterSet {
    private static final String WHAT = "AVC sequence parameter set";
    private static final int NAL_UNIT_TYPE = 7;
    private static final int MACROBLOCK = 16;
    private static final int MAX_MACROBLOCKS = 16_384 / MACROBLOCK;
    private static final int MAX_SAMPLE_BITS = 6;
    private static final int MAX_REORDERED = 16;

    private AvcSequenceParameterSet() {}

    /**
     * Reads a sequence parameter set.
     *
     * @param nalUnit with its header byte, without a start code
     * @return with a size of at most 16,384 x 16,384
     * @throws FlvException CONFIGURATION if it's none, cut off, or holds a number out of its range
     */
    static PictureInfo read(Octets nalUnit) throws FlvException {
        BitReader in = NalUnits.payload(nalUnit, 1, WHAT);
        if (nalUnit.length() == 0 || (nalUnit.at(0) & 0x1F) != NAL_UNIT_TYPE) {
            throw in.bad("another NAL unit");
        }
        int profile = in.bits(8);
        in.skip(8);
        int level = in.bits(8);
        in.unsignedGolomb(31);
        int chroma = 1;
        boolean separatePlanes = false;
        int bitDepth = 8;
        if (hasChromaFormat(profile)) {
            chroma = in.unsignedGolomb(3);
            separatePlanes = chroma == 3 && in.flag();
            bitDepth += in.unsignedGolomb(MAX_SAMPLE_BITS);
            in.unsignedGolomb(MAX_SAMPLE_BITS);
            in.skip(1);
            skipScalingMatrix(in, chroma);
        }
        in.unsignedGolomb(12);
        skipPictureOrder(in);
        in.unsignedGolomb(MAX_REORDERED);
        in.skip(1);
        int macroblocksWide = in.unsignedGolomb(MAX_MACROBLOCKS - 1) + 1;
        int mapUnitsHigh = in.unsignedGolomb(MAX_MACROBLOCKS - 1) + 1;
        boolean framesOnly = in.flag();
        if (!framesOnly) {
            in.skip(1);
        }
        in.skip(1);
        int width = macroblocksWide * MACROBLOCK;
        int height = mapUnitsHigh * MACROBLOCK * (framesOnly ? 1 : 2);
        if (in.flag()) {
            boolean subsampled = !separatePlanes && chroma != 0;
            int unitX = subsampled && chroma < 3 ? 2 : 1;
            int unitY = (subsampled && chroma < 2 ? 2 : 1) * (framesOnly ? 1 : 2);
            width -= unitX * (in.unsignedGolomb(width) + in.unsignedGolomb(width));
            height -= unitY * (in.unsignedGolomb(height) + in.unsignedGolomb(height));
        }
        if (width < 1 || height < 1 || height > MAX_MACROBLOCKS * MACROBLOCK) {
            throw in.bad("pictures of " + width + " x " + height);
        }
        ColourInfo colour = ColourInfo.UNSPECIFIED;
        double framesPerSecond = 0;
        if (in.flag()) {
            UsabilityInformation.skipAspectRatio(in);
            colour = UsabilityInformation.colour(in);
            UsabilityInformation.skipChromaLocation(in);
            framesPerSecond = UsabilityInformation.ticksPerSecond(in) / 2;
        }
        return new PictureInfo(profile, level, width, height, framesPerSecond, bitDepth, colour);
    }

    private static boolean hasChromaFormat(int profile) {
        return switch (profile) {
            case 44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244 -> true;
            default -> false;
        };
    }

    private static void skipScalingMatrix(BitReader in, int chroma) throws FlvException {
        if (!in.flag()) {
            return;
        }
        int lists = chroma == 3 ? 12 : 8;
        for (int list = 0; list < lists; list++) {
            if (in.flag()) {
                skipScalingList(in, list < 6 ? 16 : 64);
            }
        }
    }

    private static void skipScalingList(BitReader in, int size) throws FlvException {
        long scale = 8;
        for (int i = 0; i < size && scale != 0; i++) {
            scale = (scale + in.signedGolomb()) & 0xFF;
        }
    }

    private static void skipPictureOrder(BitReader in) throws FlvException {
        int type = in.unsignedGolomb(2);
        if (type == 0) {
            in.unsignedGolomb(12);
        } else if (type == 1) {
            in.skip(1);
            in.skipGolomb(2);
            in.skipGolomb(in.unsignedGolomb(255));
        }
    }
}
