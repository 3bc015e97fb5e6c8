package io.xiu.flv.codec;

/**
 * What the numbers of a picture mean as colours, in the code points that all codecs share (ITU-T H.273, ISO/IEC
 * 23091-2).
 *
 * @param primaries 0 to 255: 1 is BT.709, 9 BT.2020, 2 unspecified
 * @param transfer transfer characteristics, 0 to 255: 1 is BT.709, 16 PQ, 18 HLG, 2 unspecified
 * @param matrix matrix coefficients, 0 to 255: 0 is RGB, 1 BT.709, 9 BT.2020, 2 unspecified
 * @param fullRange whether black is 0 and white the greatest number, and not 16 and 235 (of 8 bits)
 */
public record ColourInfo(int primaries, int transfer, int matrix, boolean fullRange) {
    static final int UNSPECIFIED_CODE = 2;

    /** Nothing is said. */
    public static final ColourInfo UNSPECIFIED =
            new ColourInfo(UNSPECIFIED_CODE, UNSPECIFIED_CODE, UNSPECIFIED_CODE, false);

    private static final int BT_709 = 1;
    private static final int GREATEST_CODE = 255;

    /** @throws IllegalArgumentException if a code is out of its range */
    public ColourInfo {
        if ((primaries | transfer | matrix) >> 8 != 0) {
            throw new IllegalArgumentException(
                    "codes " + primaries + ", " + transfer + ", " + matrix + ", at most " + GREATEST_CODE);
        }
    }

    /** Whether a player that is told nothing gets the colours right: all unspecified or all BT.709, limited range. */
    boolean isUsual() {
        return !fullRange && (all(UNSPECIFIED_CODE) || all(BT_709));
    }

    private boolean all(int code) {
        return primaries == code && transfer == code && matrix == code;
    }

    /** The same colours with the other range, or with the same. */
    ColourInfo withFullRange(boolean range) {
        return new ColourInfo(primaries, transfer, matrix, range);
    }
}
