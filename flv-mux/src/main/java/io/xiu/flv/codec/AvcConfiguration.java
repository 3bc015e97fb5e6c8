package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The decoder configuration record of AVC (ISO/IEC 14496-15, 5.3.3.1): the payload of its sequence header.
 *
 * @param profile profile_idc, 0 to 255
 * @param compatibility the constraint flags between profile and level, 0 to 255
 * @param level level_idc, ten times the level, 0 to 255
 * @param nalLengthBytes bytes of the length before each NAL unit of a frame: 1, 2 or 4
 * @param sequenceParameterSets NAL units, 1 to 31
 * @param pictureParameterSets NAL units, 1 to 255
 * @param highProfile what the record says beyond that; null if nothing, and for the profiles up to Extended
 */
public record AvcConfiguration(
        int profile,
        int compatibility,
        int level,
        int nalLengthBytes,
        List<Octets> sequenceParameterSets,
        List<Octets> pictureParameterSets,
        @Nullable HighProfile highProfile)
        implements VideoConfiguration {

    /*
     * version 1 | profile | compatibility | level | 6 bits, length bytes - 1: 2 bits
     * | 3 bits, count: 5 bits | { length: 2 bytes | sequence parameter set }
     * | count: 1 byte         | { length: 2 bytes | picture parameter set }
     * of the high profiles, and often left out even there:
     * | 6 bits, chroma format: 2 bits | 5 bits, luma bits - 8: 3 bits | 5 bits, chroma bits - 8: 3 bits
     * | count: 1 byte         | { length: 2 bytes | sequence parameter set extension }
     */
    private static final int VERSION = 1;
    private static final int MAX_SEQUENCE_PARAMETER_SETS = 31;
    private static final int MAX_SETS = 255;
    private static final int BITS_OF_HIGH_PROFILE = 32;
    private static final String WHAT = "AVC configuration";

    /**
     * What only the records of the high profiles say.
     *
     * @param chromaFormat 0 for grey, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
     * @param lumaBitDepth 8 to 15
     * @param chromaBitDepth 8 to 15
     * @param sequenceParameterSetExtensions NAL units, up to 255
     */
    public record HighProfile(
            int chromaFormat, int lumaBitDepth, int chromaBitDepth, List<Octets> sequenceParameterSetExtensions) {

        /** @throws IllegalArgumentException if something is out of its range */
        public HighProfile {
            if (chromaFormat >> 2 != 0 || lumaBitDepth >> 3 != 1 || chromaBitDepth >> 3 != 1) {
                throw new IllegalArgumentException(
                        "chroma format " + chromaFormat + ", " + lumaBitDepth + " and " + chromaBitDepth + " bits");
            }
            sequenceParameterSetExtensions = NalUnits.checked(sequenceParameterSetExtensions, MAX_SETS);
        }
    }

    /** @throws IllegalArgumentException if something is out of its range */
    public AvcConfiguration {
        if ((profile | compatibility | level) >> 8 != 0 || !isNalLength(nalLengthBytes)) {
            throw new IllegalArgumentException("profile " + profile + ", compatibility " + compatibility + ", level "
                    + level + ", NAL unit lengths of " + nalLengthBytes + " bytes");
        }
        if (sequenceParameterSets.isEmpty() || pictureParameterSets.isEmpty()) {
            throw new IllegalArgumentException("no parameter sets");
        }
        if (highProfile != null && !isHigh(profile)) {
            throw new IllegalArgumentException("profile " + profile + " isn't a high one");
        }
        sequenceParameterSets = NalUnits.checked(sequenceParameterSets, MAX_SEQUENCE_PARAMETER_SETS);
        pictureParameterSets = NalUnits.checked(pictureParameterSets, MAX_SETS);
    }

    static boolean isNalLength(int bytes) {
        return bytes == 1 || bytes == 2 || bytes == 4;
    }

    private static boolean isHigh(int profile) {
        return profile != 66 && profile != 77 && profile != 88;
    }

    /**
     * Reads a record. What is said of a high profile is taken as absent if it's cut off, for that happens; what follows
     * it is passed over.
     *
     * @throws FlvException CONFIGURATION if the record is cut off before that, of another version, without parameter
     *     sets, or with an impossible length size
     */
    public static AvcConfiguration read(ByteBuf record) throws FlvException {
        BitReader in = BitReader.ofRecord(record, WHAT);
        int version = in.bits(8);
        int profile = in.bits(8);
        int compatibility = in.bits(8);
        int level = in.bits(8);
        in.skip(6);
        int nalLengthBytes = in.bits(2) + 1;
        if (version != VERSION || !isNalLength(nalLengthBytes)) {
            throw in.bad("version " + version + ", NAL unit lengths of " + nalLengthBytes + " bytes");
        }
        in.skip(3);
        List<Octets> sequenceParameterSets = NalUnits.read(in, in.bits(5));
        List<Octets> pictureParameterSets = NalUnits.read(in, in.bits(8));
        if (sequenceParameterSets.isEmpty() || pictureParameterSets.isEmpty()) {
            throw in.bad("no parameter sets");
        }
        HighProfile highProfile =
                isHigh(profile) && in.remainingBits() >= BITS_OF_HIGH_PROFILE ? readHighProfile(in) : null;
        return new AvcConfiguration(
                profile,
                compatibility,
                level,
                nalLengthBytes,
                sequenceParameterSets,
                pictureParameterSets,
                highProfile);
    }

    private static @Nullable HighProfile readHighProfile(BitReader in) throws FlvException {
        in.skip(6);
        int chromaFormat = in.bits(2);
        in.skip(5);
        int lumaBitDepth = 8 + in.bits(3);
        in.skip(5);
        int chromaBitDepth = 8 + in.bits(3);
        int extensions = in.bits(8);
        try {
            return new HighProfile(chromaFormat, lumaBitDepth, chromaBitDepth, NalUnits.read(in, extensions));
        } catch (FlvException e) {
            return null;
        }
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.AVC;
    }

    @Override
    public String codecString() {
        return String.format(Locale.ROOT, "avc1.%02X%02X%02X", profile, compatibility, level);
    }

    /** As the first sequence parameter set says; only profile and level, and 8 bits, if it can't be read. */
    @Override
    public PictureInfo picture() {
        try {
            return AvcSequenceParameterSet.read(sequenceParameterSets.get(0));
        } catch (FlvException e) {
            return new PictureInfo(profile, level, 0, 0, 0, 8, ColourInfo.UNSPECIFIED);
        }
    }

    @Override
    public void write(ByteBuf out) {
        out.writeByte(VERSION).writeByte(profile).writeByte(compatibility).writeByte(level);
        out.writeByte(0xFC | nalLengthBytes - 1);
        out.writeByte(0xE0 | sequenceParameterSets.size());
        NalUnits.write(sequenceParameterSets, out);
        out.writeByte(pictureParameterSets.size());
        NalUnits.write(pictureParameterSets, out);
        if (highProfile != null) {
            out.writeByte(0xFC | highProfile.chromaFormat());
            out.writeByte(0xF8 | highProfile.lumaBitDepth() - 8);
            out.writeByte(0xF8 | highProfile.chromaBitDepth() - 8);
            out.writeByte(highProfile.sequenceParameterSetExtensions().size());
            NalUnits.write(highProfile.sequenceParameterSetExtensions(), out);
        }
    }
}
