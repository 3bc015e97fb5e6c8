package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/** Reads what an HEVC sequence parameter set says about the pictures (ISO/IEC 23008-2, 7.3.2.2 and E.2.1). */
final class HevcSequenceParameterSet {
    private static final String WHAT = "HEVC sequence parameter set";
    private static final int NAL_UNIT_TYPE = 33;
    private static final int HEADER_BYTES = 2;
    private static final int MAX_SUB_LAYERS = 7;
    private static final int SUB_LAYER_PROFILE_BITS = 88;
    private static final int MAX_SAMPLE_BITS = 8;
    private static final int SEPARATE_PLANES = 3;
    private static final int MAX_ORDER_COUNT_BITS = 16;
    private static final int MAX_LONG_TERM_PICTURES = 32;

    private HevcSequenceParameterSet() {}

    /**
     * Reads a sequence parameter set.
     *
     * @param nalUnit with its header of 2 bytes, without a start code
     * @throws FlvException CONFIGURATION if it's none, cut off, or holds a number out of its range
     */
    static PictureInfo read(Octets nalUnit) throws FlvException {
        BitReader in = NalUnits.payload(nalUnit, HEADER_BYTES, WHAT);
        if (nalUnit.length() < HEADER_BYTES || (nalUnit.at(0) >> 1 & 0x3F) != NAL_UNIT_TYPE) {
            throw in.bad("another NAL unit");
        }
        in.skip(4);
        int subLayers = in.bits(3) + 1;
        in.skip(1);
        if (subLayers > MAX_SUB_LAYERS) {
            throw in.bad(subLayers + " sub-layers");
        }
        HevcProfile profile = HevcProfile.read(in);
        skipSubLayerProfiles(in, subLayers);
        in.unsignedGolomb(15);
        int chroma = in.unsignedGolomb(3);
        boolean separatePlanes = chroma == SEPARATE_PLANES && in.flag();
        int width = in.unsignedGolomb(PictureInfo.MAX_PIXELS);
        int height = in.unsignedGolomb(PictureInfo.MAX_PIXELS);
        if (in.flag()) {
            boolean subsampled = !separatePlanes && chroma != 0;
            int unitX = subsampled && chroma < 3 ? 2 : 1;
            int unitY = subsampled && chroma < 2 ? 2 : 1;
            width -= unitX * (in.unsignedGolomb(width) + in.unsignedGolomb(width));
            height -= unitY * (in.unsignedGolomb(height) + in.unsignedGolomb(height));
        }
        if (width < 1 || height < 1) {
            throw in.bad("pictures of " + width + " x " + height);
        }
        int bitDepth = 8 + in.unsignedGolomb(MAX_SAMPLE_BITS);
        in.unsignedGolomb(MAX_SAMPLE_BITS);
        int orderCountBits = 4 + in.unsignedGolomb(MAX_ORDER_COUNT_BITS - 4);
        in.skipGolomb(3 * (in.flag() ? subLayers : 1));
        skipCodingTools(in);
        HevcReferencePictures.skip(in);
        skipLongTermPictures(in, orderCountBits);
        in.skip(2);
        ColourInfo colour = ColourInfo.UNSPECIFIED;
        double framesPerSecond = 0;
        if (in.flag()) {
            UsabilityInformation.skipAspectRatio(in);
            colour = UsabilityInformation.colour(in);
            UsabilityInformation.skipChromaLocation(in);
            in.skip(3);
            if (in.flag()) {
                in.skipGolomb(4);
            }
            framesPerSecond = UsabilityInformation.ticksPerSecond(in);
        }
        return new PictureInfo(profile.profile(), profile.level(), width, height, framesPerSecond, bitDepth, colour);
    }

    private static void skipSubLayerProfiles(BitReader in, int subLayers) throws FlvException {
        if (subLayers == 1) {
            return;
        }
        int present = in.bits(16);
        for (int i = 1; i < subLayers; i++) {
            int flags = present >> (16 - 2 * i);
            in.skip(((flags & 2) != 0 ? SUB_LAYER_PROFILE_BITS : 0) + ((flags & 1) != 0 ? 8 : 0));
        }
    }

    /** From the sizes of blocks to pulse code modulation. */
    private static void skipCodingTools(BitReader in) throws FlvException {
        in.skipGolomb(6);
        if (in.flagAfterFlag()) {
            skipScalingLists(in);
        }
        in.skip(2);
        if (in.flag()) {
            in.skip(8);
            in.skipGolomb(2);
            in.skip(1);
        }
    }

    /** Six lists of 16, 64, 64 numbers, and two of 64; the larger blocks have one more number in front. */
    private static void skipScalingLists(BitReader in) throws FlvException {
        for (int size = 0; size < 4; size++) {
            int lists = size == 3 ? 2 : 6;
            int numbers = (size == 0 ? 16 : 64) + (size > 1 ? 1 : 0);
            for (int list = 0; list < lists; list++) {
                in.skipGolomb(in.flag() ? numbers : 1);
            }
        }
    }

    private static void skipLongTermPictures(BitReader in, int orderCountBits) throws FlvException {
        if (in.flag()) {
            in.skip((long) in.unsignedGolomb(MAX_LONG_TERM_PICTURES) * (orderCountBits + 1));
        }
    }
}
