package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/** Pieces that the video usability information of AVC and HEVC have in common (ISO/IEC 14496-10, E.1.1; 23008-2, E.2.1). */
final class UsabilityInformation {
    private static final int EXTENDED_ASPECT_RATIO = 255;
    private static final int MAX_CHROMA_LOCATION = 5;

    private UsabilityInformation() {}

    /** Passes over the shape of a pixel and whether the picture may be cropped at its edges. */
    static void skipAspectRatio(BitReader in) throws FlvException {
        if (in.flag() && in.bits(8) == EXTENDED_ASPECT_RATIO) {
            in.skip(32);
        }
        if (in.flag()) {
            in.skip(1);
        }
    }

    static ColourInfo colour(BitReader in) throws FlvException {
        if (!in.flag()) {
            return ColourInfo.UNSPECIFIED;
        }
        in.skip(3);
        boolean fullRange = in.flag();
        if (!in.flag()) {
            return ColourInfo.UNSPECIFIED.withFullRange(fullRange);
        }
        return new ColourInfo(in.bits(8), in.bits(8), in.bits(8), fullRange);
    }

    static void skipChromaLocation(BitReader in) throws FlvException {
        if (in.flag()) {
            in.unsignedGolomb(MAX_CHROMA_LOCATION);
            in.unsignedGolomb(MAX_CHROMA_LOCATION);
        }
    }

    /** Ticks of the clock in a second; 0 if they aren't stated. */
    static double ticksPerSecond(BitReader in) throws FlvException {
        if (!in.flag()) {
            return 0;
        }
        return rate(in.bits(32), in.bits(32));
    }

    /** Time units in a second through time units in a tick, both unsigned; 0 if there are none in a tick. */
    static double rate(int unitsInTick, int timeScale) {
        return unitsInTick == 0 ? 0 : (double) Integer.toUnsignedLong(timeScale) / Integer.toUnsignedLong(unitsInTick);
    }
}
