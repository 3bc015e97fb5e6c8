package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/**
 * Passes over the short-term reference picture sets of an HEVC sequence parameter set (ISO/IEC 23008-2, 7.3.7), whose
 * length depends on how many pictures the set before has.
 */
final class HevcReferencePictures {
    private static final int MAX_SETS = 64;
    private static final int MAX_PICTURES = 16;

    private HevcReferencePictures() {}

    static void skip(BitReader in) throws FlvException {
        int sets = in.unsignedGolomb(MAX_SETS);
        int pictures = 0;
        for (int i = 0; i < sets; i++) {
            boolean predicted = i > 0 && in.flag();
            pictures = predicted ? skipPredicted(in, pictures) : skipExplicit(in);
        }
    }

    /** A set that is made from the one before by moving it and leaving out pictures; returns how many it has. */
    private static int skipPredicted(BitReader in, int picturesBefore) throws FlvException {
        in.skip(1);
        in.unsignedGolomb();
        int pictures = 0;
        for (int i = 0; i <= picturesBefore; i++) {
            boolean used = in.flagOrFlag();
            pictures += used ? 1 : 0;
        }
        if (pictures > MAX_PICTURES) {
            throw in.bad(pictures + " reference pictures");
        }
        return pictures;
    }

    private static int skipExplicit(BitReader in) throws FlvException {
        int pictures = in.unsignedGolomb(MAX_PICTURES) + in.unsignedGolomb(MAX_PICTURES);
        if (pictures > MAX_PICTURES) {
            throw in.bad(pictures + " reference pictures");
        }
        for (int i = 0; i < pictures; i++) {
            in.unsignedGolomb();
            in.skip(1);
        }
        return pictures;
    }
}
