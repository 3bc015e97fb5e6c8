package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/**
 * Passes over the coding tools of a VVC sequence parameter set (ISO/IEC 23090-3, 7.3.2.4): from the smallest coding block
 * to the virtual boundaries.
 */
final class VvcCodingTools {
    private static final int GREY = 0;
    private static final int CHROMA_420 = 1;
    private static final int CHROMA_444 = 3;
    private static final int MAX_TABLE_POINTS = 64;
    private static final int MAX_MERGE_CANDIDATES = 6;
    private static final int MAX_VERTICAL_BOUNDARIES = 3;

    private final BitReader in;
    private boolean largeTransform;
    private boolean transformSkip;
    private boolean secondaryTransform;
    private boolean adaptiveColour;
    private boolean adaptiveResolution;

    VvcCodingTools(BitReader in) {
        this.in = in;
    }

    void skip(int chroma, int blockBits, int orderCountBits, boolean hasVideoParameterSet) throws FlvException {
        skipPartitions(chroma);
        skipTransforms(chroma, blockBits);
        skipFilters(chroma);
        VvcReferencePictures.skip(in, orderCountBits, hasVideoParameterSet);
        skipMotion();
        skipPrediction(chroma);
        skipQuantization();
        skipVirtualBoundaries();
    }

    private void skipPartitions(int chroma) throws FlvException {
        in.unsignedGolomb();
        in.skip(1);
        skipPartition();
        if (chroma != GREY && in.flag()) {
            skipPartition();
        }
        skipPartition();
    }

    /** The smallest leaf of the quadtree, the depth of the tree in it, and if it has any the largest leaves that go there. */
    private void skipPartition() throws FlvException {
        in.unsignedGolomb();
        if (in.unsignedGolomb() != 0) {
            in.skipGolomb(2);
        }
    }

    private void skipTransforms(int chroma, int blockBits) throws FlvException {
        largeTransform = blockBits > 5 && in.flag();
        transformSkip = in.flag();
        if (transformSkip) {
            in.unsignedGolomb();
            in.skip(1);
        }
        if (in.flag()) {
            in.skip(2);
        }
        secondaryTransform = in.flag();
        if (chroma != GREY) {
            skipChromaQuantizationTables();
        }
    }

    private void skipChromaQuantizationTables() throws FlvException {
        boolean joint = in.flag();
        boolean same = in.flag();
        int tables = same ? 1 : joint ? 3 : 2;
        for (int i = 0; i < tables; i++) {
            in.unsignedGolomb();
            in.skipGolomb(2 * (in.unsignedGolomb(MAX_TABLE_POINTS - 1) + 1));
        }
    }

    private void skipFilters(int chroma) throws FlvException {
        in.skip(1);
        if (in.flag() && chroma != GREY) {
            in.skip(1);
        }
        in.skip(1);
    }

    /** From wraparound to the affine modes. */
    private void skipMotion() throws FlvException {
        in.skip(1);
        if (in.flag()) {
            in.skip(1);
        }
        adaptiveResolution = in.flag();
        if (in.flag()) {
            in.skip(1);
        }
        in.skip(1);
        if (in.flag()) {
            in.skip(1);
        }
        if (in.flag()) {
            in.skip(1);
        }
        int mergeCandidates = MAX_MERGE_CANDIDATES - in.unsignedGolomb(MAX_MERGE_CANDIDATES - 1);
        in.skip(1);
        if (in.flag()) {
            skipAffine();
        }
        in.skip(2);
        if (mergeCandidates >= 2 && in.flag() && mergeCandidates >= 3) {
            in.unsignedGolomb();
        }
        in.unsignedGolomb();
    }

    private void skipAffine() throws FlvException {
        in.unsignedGolomb();
        in.skip(1);
        if (adaptiveResolution) {
            in.skip(1);
        }
        if (in.flag()) {
            in.skip(1);
        }
    }

    /** From intra sub-partitions to the block copy within a picture. */
    private void skipPrediction(int chroma) throws FlvException {
        in.skip(3);
        if (chroma != GREY) {
            in.skip(1);
        }
        if (chroma == CHROMA_420) {
            in.skip(2);
        }
        boolean palette = in.flag();
        adaptiveColour = chroma == CHROMA_444 && !largeTransform && in.flag();
        if (transformSkip || palette) {
            in.unsignedGolomb();
        }
        if (in.flag()) {
            in.unsignedGolomb();
        }
    }

    private void skipQuantization() throws FlvException {
        if (in.flag()) {
            int intervals = in.bits(2) + 1;
            in.unsignedGolomb();
            in.skipGolomb(2 * intervals);
        }
        boolean scalingLists = in.flag();
        if (scalingLists && secondaryTransform) {
            in.skip(1);
        }
        if (scalingLists && adaptiveColour && in.flag()) {
            in.skip(1);
        }
        in.skip(2);
    }

    private void skipVirtualBoundaries() throws FlvException {
        if (in.flagAfterFlag()) {
            in.skipGolomb(in.unsignedGolomb(MAX_VERTICAL_BOUNDARIES));
            in.skipGolomb(in.unsignedGolomb(MAX_VERTICAL_BOUNDARIES));
        }
    }
}
