package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/**
 * Reads what a VVC sequence parameter set says about the pictures (ISO/IEC 23090-3, 7.3.2.4; usability information: ISO/IEC
 * 23002-7, 7.2). One read, since much of what is passed over depends on what was read before.
 */
final class VvcSequenceParameterSet {
    private static final String WHAT = "VVC sequence parameter set";
    private static final int NAL_UNIT_TYPE = 15;
    private static final int HEADER_BYTES = 2;
    private static final int GENERAL_CONSTRAINT_BITS = 71;
    private static final int MAX_SUBLAYERS = 7;
    private static final int MAX_SAMPLE_BITS = 8;
    private static final int EXTENDED_ASPECT_RATIO = 255;

    private final BitReader in;
    private final VvcCodingTools tools;
    private int sublayers;
    private int profile;
    private int level;

    private VvcSequenceParameterSet(BitReader in) {
        this.in = in;
        this.tools = new VvcCodingTools(in);
    }

    /**
     * Reads a sequence parameter set.
     *
     * @param nalUnit with its header of 2 bytes, without a start code
     * @return profile and level 0 if they aren't stated, which they needn't be in streams of several layers
     * @throws FlvException CONFIGURATION if it's none, cut off, or holds a number out of its range
     */
    static PictureInfo read(Octets nalUnit) throws FlvException {
        BitReader in = NalUnits.payload(nalUnit, HEADER_BYTES, WHAT);
        if (nalUnit.length() < HEADER_BYTES || nalUnit.at(1) >> 3 != NAL_UNIT_TYPE) {
            throw in.bad("another NAL unit");
        }
        return new VvcSequenceParameterSet(in).read();
    }

    private PictureInfo read() throws FlvException {
        in.skip(4);
        boolean hasVideoParameterSet = in.bits(4) != 0;
        sublayers = in.bits(3) + 1;
        if (sublayers > MAX_SUBLAYERS) {
            throw in.bad(sublayers + " sublayers");
        }
        int chroma = in.bits(2);
        int blockBits = 5 + in.bits(2);
        boolean hasProfile = in.flag();
        if (hasProfile) {
            readProfile();
        }
        in.skip(1);
        if (in.flag()) {
            in.skip(1);
        }
        int codedWidth = in.unsignedGolomb(PictureInfo.MAX_PIXELS);
        int codedHeight = in.unsignedGolomb(PictureInfo.MAX_PIXELS);
        int width = codedWidth;
        int height = codedHeight;
        if (in.flag()) {
            int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitY = chroma == 1 ? 2 : 1;
            width -= unitX * (in.unsignedGolomb(width) + in.unsignedGolomb(width));
            height -= unitY * (in.unsignedGolomb(height) + in.unsignedGolomb(height));
        }
        if (width < 1 || height < 1) {
            throw in.bad("pictures of " + width + " x " + height);
        }
        if (in.flag()) {
            VvcSubpictures.skip(in, codedWidth, codedHeight, blockBits);
        }
        int bitDepth = 8 + in.unsignedGolomb(MAX_SAMPLE_BITS);
        in.skip(2);
        int orderCountBits = 4 + in.bits(4);
        skipHeaderExtensions();
        if (hasProfile) {
            boolean forEachSublayer = sublayers > 1 && in.flag();
            in.skipGolomb(3 * (forEachSublayer ? sublayers : 1));
        }
        tools.skip(chroma, blockBits, orderCountBits, hasVideoParameterSet);
        double framesPerSecond = hasProfile && in.flag() ? readTiming() : 0;
        in.skip(1);
        ColourInfo colour = in.flag() ? readColour() : ColourInfo.UNSPECIFIED;
        return new PictureInfo(profile, level, width, height, framesPerSecond, bitDepth, colour);
    }

    private void readProfile() throws FlvException {
        profile = in.bits(7);
        in.skip(1);
        level = in.bits(8);
        in.skip(2);
        if (in.flag()) {
            in.skip(GENERAL_CONSTRAINT_BITS);
            in.skip(in.bits(8));
        }
        in.align();
        int present = Integer.bitCount(in.bits(sublayers - 1));
        in.align();
        in.skip(8L * present);
        in.skip(32L * in.bits(8));
    }

    /** From the cycles of the order count to the extra bits of picture and slice headers. */
    private void skipHeaderExtensions() throws FlvException {
        if (in.flag()) {
            in.unsignedGolomb();
        }
        in.skip(8L * in.bits(2));
        in.skip(8L * in.bits(2));
    }

    /** The clock, and then how full decoder buffers may be. */
    private double readTiming() throws FlvException {
        double framesPerSecond = UsabilityInformation.rate(in.bits(32), in.bits(32));
        VvcBufferTiming.skip(in, sublayers);
        return framesPerSecond;
    }

    private ColourInfo readColour() throws FlvException {
        in.unsignedGolomb();
        in.align();
        in.skip(4);
        if (in.flag()) {
            in.skip(1);
            if (in.bits(8) == EXTENDED_ASPECT_RATIO) {
                in.skip(32);
            }
        }
        if (in.flag()) {
            in.skip(1);
        }
        return in.flag() ? new ColourInfo(in.bits(8), in.bits(8), in.bits(8), in.flag()) : ColourInfo.UNSPECIFIED;
    }
}
