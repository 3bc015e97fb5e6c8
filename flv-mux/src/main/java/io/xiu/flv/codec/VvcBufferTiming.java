package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/** Passes over the decoder buffer model of a VVC sequence parameter set (ISO/IEC 23090-3, 7.3.5), from behind the clock. */
final class VvcBufferTiming {
    private static final int MAX_BUFFERS = 32;

    private final BitReader in;
    private final int sublayers;
    private boolean nalUnits;
    private boolean codedLayers;
    private boolean decodingUnits;
    private int buffers = 1;

    private VvcBufferTiming(BitReader in, int sublayers) {
        this.in = in;
        this.sublayers = sublayers;
    }

    static void skip(BitReader in, int sublayers) throws FlvException {
        new VvcBufferTiming(in, sublayers).skip();
    }

    private void skip() throws FlvException {
        nalUnits = in.flag();
        codedLayers = in.flag();
        if (nalUnits || codedLayers) {
            in.skip(1);
            decodingUnits = in.flag();
            in.skip(decodingUnits ? 8 + 4 + 4 + 4 : 4 + 4);
            buffers = in.unsignedGolomb(MAX_BUFFERS - 1) + 1;
        }
        boolean forEachSublayer = sublayers > 1 && in.flag();
        for (int i = 0; i < (forEachSublayer ? sublayers : 1); i++) {
            skipSublayer();
        }
    }

    private void skipSublayer() throws FlvException {
        boolean fixed = in.flagOrFlag();
        if (fixed) {
            in.unsignedGolomb();
        } else if ((nalUnits || codedLayers) && buffers == 1) {
            in.skip(1);
        }
        int models = (nalUnits ? 1 : 0) + (codedLayers ? 1 : 0);
        for (int i = 0; i < models * buffers; i++) {
            in.skipGolomb(decodingUnits ? 4 : 2);
            in.skip(1);
        }
    }
}
