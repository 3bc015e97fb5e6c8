package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/** Passes over how an E-AC-3 frame is to be mixed with others (mixing metadata, ETSI TS 102 366, E.1.2.2). */
final class Eac3Mixing {
    private static final int STEREO = 2;
    private static final int DUAL_MONO = 0;

    private Eac3Mixing() {}

    static void skip(BitReader in, int channelMode, boolean lowFrequency, boolean independent, int blocks)
            throws FlvException {
        boolean hasCentre = (channelMode & 1) != 0 && channelMode > STEREO;
        boolean hasSurround = (channelMode & 4) != 0;
        in.skip((channelMode > STEREO ? 2 : 0) + (hasCentre ? 6 : 0) + (hasSurround ? 6 : 0));
        if (lowFrequency) {
            skipOptional(in, 5);
        }
        if (independent) {
            skipProgramme(in, channelMode, blocks);
        }
    }

    private static void skipProgramme(BitReader in, int channelMode, int blocks) throws FlvException {
        skipOptional(in, 6);
        if (channelMode == DUAL_MONO) {
            skipOptional(in, 6);
        }
        skipOptional(in, 6);
        switch (in.bits(2)) {
            case 1 -> in.skip(5);
            case 2 -> in.skip(12);
            case 3 -> in.skip(8L * (in.bits(5) + 2));
            default -> {}
        }
        if (channelMode < STEREO) {
            skipOptional(in, 14);
        }
        if (channelMode == DUAL_MONO) {
            skipOptional(in, 14);
        }
        if (in.flag()) {
            skipBlocks(in, blocks);
        }
    }

    private static void skipBlocks(BitReader in, int blocks) throws FlvException {
        if (blocks == 1) {
            in.skip(5);
            return;
        }
        for (int i = 0; i < blocks; i++) {
            skipOptional(in, 5);
        }
    }

    private static void skipOptional(BitReader in, int bits) throws FlvException {
        if (in.flag()) {
            in.skip(bits);
        }
    }
}
