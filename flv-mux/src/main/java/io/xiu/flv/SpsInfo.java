package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException.Reason;

/**
 * What an AVC sequence parameter set says about the pictures (ISO/IEC 14496-10, 7.3.2.1.1 and E.1.1).
 *
 * @param profile profile_idc
 * @param level level_idc, ten times the level
 * @param width pixels to be shown, 1 to 16,384
 * @param height pixels to be shown, 1 to 16,384
 * @param framesPerSecond as stated, 0 if it isn't
 */
public record SpsInfo(int profile, int level, int width, int height, double framesPerSecond) {
    private static final int NAL_UNIT_TYPE = 7;
    private static final int MIN_BYTES = 4;
    private static final int MACROBLOCK = 16;
    private static final int MAX_MACROBLOCKS = 16_384 / MACROBLOCK;
    private static final int MAX_SAMPLE_BITS = 6;
    private static final int EXTENDED_ASPECT_RATIO = 255;

    /**
     * Reads a sequence parameter set.
     *
     * @param nalUnit with its header byte, without a start code
     * @throws FlvException CONFIGURATION if it's none, cut off, or holds a number out of its range
     */
    public static SpsInfo read(byte[] nalUnit) throws FlvException {
        if (nalUnit.length < MIN_BYTES || (nalUnit[0] & 0x1F) != NAL_UNIT_TYPE) {
            throw bad("no sequence parameter set");
        }
        BitReader in = new BitReader(payload(nalUnit));
        int profile = in.bits(8);
        in.skip(8);
        int level = in.bits(8);
        in.unsignedGolomb(31);
        int chroma = 1;
        boolean separatePlanes = false;
        if (hasChromaFormat(profile)) {
            chroma = in.unsignedGolomb(3);
            separatePlanes = chroma == 3 && in.flag();
            in.unsignedGolomb(MAX_SAMPLE_BITS);
            in.unsignedGolomb(MAX_SAMPLE_BITS);
            in.skip(1);
            skipScalingMatrix(in, chroma);
        }
        in.unsignedGolomb(12);
        skipPictureOrder(in);
        in.unsignedGolomb(MACROBLOCK);
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
            throw bad("pictures of " + width + " x " + height);
        }
        return new SpsInfo(profile, level, width, height, in.flag() ? framesPerSecond(in) : 0);
    }

    /** The bytes behind the header, without the 3 that keep start codes from appearing inside (7.3.1). */
    private static ByteBuf payload(byte[] nalUnit) {
        ByteBuf out = Unpooled.buffer(nalUnit.length);
        int zeros = 0;
        for (int i = 1; i < nalUnit.length; i++) {
            if (zeros >= 2 && nalUnit[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = nalUnit[i] == 0 ? zeros + 1 : 0;
            out.writeByte(nalUnit[i]);
        }
        return out;
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
            in.signedGolomb();
            in.signedGolomb();
            int cycle = in.unsignedGolomb(255);
            for (int i = 0; i < cycle; i++) {
                in.signedGolomb();
            }
        }
    }

    /** Reads the usability information as far as the timing: a frame takes two ticks (E.2.1). */
    private static double framesPerSecond(BitReader in) throws FlvException {
        if (in.flag() && in.bits(8) == EXTENDED_ASPECT_RATIO) {
            in.skip(32);
        }
        if (in.flag()) {
            in.skip(1);
        }
        if (in.flag()) {
            in.skip(4);
            if (in.flag()) {
                in.skip(24);
            }
        }
        if (in.flag()) {
            in.unsignedGolomb(5);
            in.unsignedGolomb(5);
        }
        if (!in.flag()) {
            return 0;
        }
        long unitsInTick = Integer.toUnsignedLong(in.bits(32));
        long timeScale = Integer.toUnsignedLong(in.bits(32));
        return unitsInTick == 0 ? 0 : timeScale / (2.0 * unitsInTick);
    }

    private static FlvException bad(String message) {
        return new FlvException(Reason.CONFIGURATION, "AVC sequence parameter set: " + message);
    }
}
