package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/**
 * Passes over how a VVC sequence parameter set predicts from other pictures: from weighted prediction to the lists of
 * reference pictures (ISO/IEC 23090-3, 7.3.2.4 and 7.3.10).
 */
final class VvcReferencePictures {
    private static final int MAX_LISTS = 64;
    private static final int MAX_PICTURES = 29;

    private final BitReader in;
    private final int orderCountBits;
    private boolean weighted;
    private boolean longTerm;
    private boolean otherLayers;

    private VvcReferencePictures(BitReader in, int orderCountBits) {
        this.in = in;
        this.orderCountBits = orderCountBits;
    }

    static void skip(BitReader in, int orderCountBits, boolean hasVideoParameterSet) throws FlvException {
        new VvcReferencePictures(in, orderCountBits).skip(hasVideoParameterSet);
    }

    private void skip(boolean hasVideoParameterSet) throws FlvException {
        boolean one = in.flag();
        boolean two = in.flag();
        weighted = one || two;
        longTerm = in.flag();
        otherLayers = hasVideoParameterSet && in.flag();
        in.skip(1);
        int directions = in.flag() ? 1 : 2;
        for (int i = 0; i < directions; i++) {
            int lists = in.unsignedGolomb(MAX_LISTS);
            for (int list = 0; list < lists; list++) {
                skipList();
            }
        }
    }

    private void skipList() throws FlvException {
        int pictures = in.unsignedGolomb(MAX_PICTURES);
        boolean longTermInHeader = longTerm && pictures > 0 && in.flag();
        for (int i = 0; i < pictures; i++) {
            if (otherLayers && in.flag()) {
                in.unsignedGolomb();
            } else if (!longTerm || in.flag()) {
                skipShortTerm(i);
            } else if (!longTermInHeader) {
                in.skip(orderCountBits);
            }
        }
    }

    /** How far away the picture is; its sign is left out for a distance of 0, which only weighting makes possible. */
    private void skipShortTerm(int index) throws FlvException {
        long distance = in.unsignedGolomb() + (weighted && index > 0 ? 0 : 1);
        if (distance > 0) {
            in.skip(1);
        }
    }
}
