package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/** Passes over how a VVC sequence parameter set cuts pictures into subpictures (ISO/IEC 23090-3, 7.3.2.4). */
final class VvcSubpictures {
    private static final int MAX_SUBPICTURES = 600;
    private static final int MAX_ID_BITS = 16;

    private VvcSubpictures() {}

    static void skip(BitReader in, int width, int height, int blockBits) throws FlvException {
        int subpictures = in.unsignedGolomb(MAX_SUBPICTURES - 1) + 1;
        if (subpictures > 1) {
            skipPlaces(in, subpictures, bitsFor(width, blockBits), bitsFor(height, blockBits));
        }
        int idBits = in.unsignedGolomb(MAX_ID_BITS - 1) + 1;
        if (in.flagAfterFlag()) {
            in.skip((long) subpictures * idBits);
        }
    }

    private static void skipPlaces(BitReader in, int subpictures, int columnBits, int rowBits) throws FlvException {
        boolean independent = in.flag();
        boolean sameSize = in.flag();
        int flags = independent ? 0 : 2;
        for (int i = 0; i < subpictures; i++) {
            boolean placed = !sameSize || i == 0;
            boolean isLast = i == subpictures - 1;
            int corner = placed && i > 0 ? columnBits + rowBits : 0;
            int size = placed && !isLast ? columnBits + rowBits : 0;
            in.skip(corner + size + flags);
        }
    }

    /** Bits of a number of blocks in a row or column; none if there is but one block. */
    private static int bitsFor(int pixels, int blockBits) {
        int blocks = (pixels + (1 << blockBits) - 1) >> blockBits;
        return 32 - Integer.numberOfLeadingZeros(blocks - 1);
    }
}
