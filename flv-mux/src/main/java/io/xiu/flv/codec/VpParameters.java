package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import java.util.Locale;

/**
 * The decoder configuration record that VP8 and VP9 share (VP Codec ISO Media File Format Binding, version 1).
 *
 * @param profile 0 to 3; 0 for VP8
 * @param level ten times the level, 10 to 62 if it's known
 * @param bitDepth 8, 10 or 12
 * @param chromaSubsampling 0 and 1 for 4:2:0, the chroma sample beside two luma samples or at one of them, 2 for 4:2:2, 3
 *     for 4:4:4; at most 7
 * @param colour primaries, transfer, matrix and range
 * @param initializationData up to 65,535 bytes, none for VP8 and VP9
 * @param versioned whether the record in FLV begins with the version and flags of the box, as ffmpeg writes it
 */
public record VpParameters(
        int profile,
        int level,
        int bitDepth,
        int chromaSubsampling,
        ColourInfo colour,
        Octets initializationData,
        boolean versioned) {

    /*
     * maybe version: 1 byte, flags: 3 bytes
     * profile | level | bit depth: 4 bits, chroma: 3, full range: 1 | primaries | transfer | matrix
     * | length: 2 bytes | initialization data
     */
    private static final int VERSION_AND_FLAGS = 0x01000000;
    private static final int USUAL_CHROMA = 1;

    /** @throws IllegalArgumentException if something is out of its range */
    public VpParameters {
        if ((profile | level) >> 8 != 0
                || !isBitDepth(bitDepth)
                || chromaSubsampling >> 3 != 0
                || initializationData.length() >> 16 != 0) {
            throw new IllegalArgumentException("profile " + profile + ", level " + level + ", " + bitDepth
                    + " bits, chroma " + chromaSubsampling + ", " + initializationData.length()
                    + " bytes of initialization data");
        }
    }

    private static boolean isBitDepth(int bits) {
        return bits == 8 || bits == 10 || bits == 12;
    }

    static VpParameters read(ByteBuf record, String what) throws FlvException {
        BitReader in = BitReader.ofRecord(record, what);
        boolean versioned = record.readableBytes() >= 4 && record.getInt(record.readerIndex()) == VERSION_AND_FLAGS;
        in.skip(versioned ? 32 : 0);
        int profile = in.bits(8);
        int level = in.bits(8);
        int bitDepth = in.bits(4);
        if (!isBitDepth(bitDepth)) {
            throw in.bad(bitDepth + " bits");
        }
        int chroma = in.bits(3);
        boolean fullRange = in.flag();
        ColourInfo colour = new ColourInfo(in.bits(8), in.bits(8), in.bits(8), fullRange);
        return new VpParameters(profile, level, bitDepth, chroma, colour, in.bytes(in.bits(16)), versioned);
    }

    /** {@code vp09.00.10.08}; chroma and colours are named too unless they are the usual ones. */
    String codecString(String fourCc) {
        String name = String.format(Locale.ROOT, "%s.%02d.%02d.%02d", fourCc, profile, level, bitDepth);
        if (chromaSubsampling == USUAL_CHROMA && colour.isUsual()) {
            return name;
        }
        return name
                + String.format(
                        Locale.ROOT,
                        ".%02d.%02d.%02d.%02d.%02d",
                        chromaSubsampling,
                        colour.primaries(),
                        colour.transfer(),
                        colour.matrix(),
                        colour.fullRange() ? 1 : 0);
    }

    PictureInfo picture(int width, int height) {
        return new PictureInfo(profile, level, width, height, 0, bitDepth, colour);
    }

    void write(ByteBuf out) {
        if (versioned) {
            out.writeInt(VERSION_AND_FLAGS);
        }
        out.writeByte(profile).writeByte(level);
        out.writeByte(bitDepth << 4 | chromaSubsampling << 1 | (colour.fullRange() ? 1 : 0));
        out.writeByte(colour.primaries()).writeByte(colour.transfer()).writeByte(colour.matrix());
        out.writeShort(initializationData.length());
        initializationData.write(out);
    }

    byte[] boxPayload() {
        ByteBuf out = Unpooled.buffer();
        if (!versioned) {
            out.writeInt(VERSION_AND_FLAGS);
        }
        write(out);
        return ByteBufUtil.getBytes(out);
    }

    /** The lowest level of VP9 that allows pictures of a size, ten times its number; the rate is left out of account. */
    static int lowestLevel(int width, int height) {
        int[] levels = {10, 11, 20, 21, 30, 31, 40, 50};
        int[] pixels = {36_864, 73_728, 122_880, 245_760, 552_960, 983_040, 2_228_224, 8_912_896};
        for (int i = 0; i < levels.length; i++) {
            if ((long) width * height <= pixels[i]) {
                return levels[i];
            }
        }
        return 60;
    }
}
