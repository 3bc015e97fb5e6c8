package io.xiu.flv.codec;

import io.xiu.flv.FlvException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decoder of VVC must be able to do (VvcPTLRecord, ISO/IEC 14496-15, 11.2.4.2).
 *
 * @param profile general_profile_idc, 0 to 127: 1 is Main 10
 * @param highTier whether it's the high tier and not the main one
 * @param level general_level_idc, 16 times the major number of the level plus 3 times the minor, 0 to 255
 * @param constraints 1 to 63 bytes: whether all pictures are frames, whether there may be several layers, then
 *     general_constraints_info
 * @param sublayerLevels for each temporal sublayer but the highest its level_idc, 0 where it isn't stated; at most 6
 * @param subProfiles general_sub_profile_idc, at most 255
 */
public record VvcProfile(
        int profile,
        boolean highTier,
        int level,
        Octets constraints,
        List<Integer> sublayerLevels,
        List<Integer> subProfiles) {

    /*
     * 2 bits, bytes of constraints: 6 | profile: 7, high tier: 1 | level: 1 byte | constraints
     * of more than one sublayer: for each but the highest, from above, whether it has a level: 1 bit | filled up to 8
     * | those levels: 1 byte each
     * | count: 1 byte | { sub-profile: 4 bytes }
     */
    private static final int MAX_CONSTRAINT_BYTES = 63;
    private static final int MAX_SUBLAYERS = 7;
    private static final int MAX_SUB_PROFILES = 255;
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** @throws IllegalArgumentException if something is out of its range */
    public VvcProfile {
        if (profile >> 7 != 0 || level >> 8 != 0) {
            throw new IllegalArgumentException("profile " + profile + ", level " + level);
        }
        if (constraints.length() < 1
                || constraints.length() > MAX_CONSTRAINT_BYTES
                || sublayerLevels.size() >= MAX_SUBLAYERS
                || subProfiles.size() > MAX_SUB_PROFILES) {
            throw new IllegalArgumentException(constraints.length() + " bytes of constraints, " + sublayerLevels.size()
                    + " sublayer levels, " + subProfiles.size() + " sub-profiles");
        }
        if (sublayerLevels.stream().anyMatch(sublayerLevel -> sublayerLevel >> 8 != 0)) {
            throw new IllegalArgumentException("sublayer levels " + sublayerLevels);
        }
        sublayerLevels = List.copyOf(sublayerLevels);
        subProfiles = List.copyOf(subProfiles);
    }

    static VvcProfile read(BitReader in, int sublayers) throws FlvException {
        in.skip(2);
        int constraintBytes = in.bits(6);
        int profile = in.bits(7);
        boolean highTier = in.flag();
        int level = in.bits(8);
        if (constraintBytes == 0) {
            throw in.bad("no constraints");
        }
        Octets constraints = in.bytes(constraintBytes);
        List<Integer> sublayerLevels = new ArrayList<>();
        if (sublayers > 1) {
            int present = in.bits(8);
            for (int i = 0; i < sublayers - 1; i++) {
                sublayerLevels.add(0, (present & 0x80 >> i) != 0 ? in.bits(8) : 0);
            }
        }
        int count = in.bits(8);
        List<Integer> subProfiles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subProfiles.add(in.bits(32));
        }
        return new VvcProfile(profile, highTier, level, constraints, sublayerLevels, subProfiles);
    }

    void write(BitWriter out) {
        out.bits(2, 0).bits(6, constraints.length());
        out.bits(7, profile).flag(highTier).bits(8, level);
        for (int i = 0; i < constraints.length(); i++) {
            out.bits(8, constraints.at(i));
        }
        if (!sublayerLevels.isEmpty()) {
            writeSublayerLevels(out);
        }
        out.bits(8, subProfiles.size());
        for (int subProfile : subProfiles) {
            out.bits(32, subProfile);
        }
    }

    private void writeSublayerLevels(BitWriter out) {
        for (int i = sublayerLevels.size() - 1; i >= 0; i--) {
            out.flag(sublayerLevels.get(i) != 0);
        }
        out.align();
        for (int i = sublayerLevels.size() - 1; i >= 0; i--) {
            if (sublayerLevels.get(i) != 0) {
                out.bits(8, sublayerLevels.get(i));
            }
        }
    }

    /** The name of the codec with these (ISO/IEC 14496-15, E.6): {@code vvc1.1.L51.CQA}. */
    String codecString() {
        int length = constraints.length();
        while (length > 1 && constraints.at(length - 1) == 0) {
            length--;
        }
        StringBuilder text = new StringBuilder("vvc1.").append(profile);
        text.append('.').append(highTier ? 'H' : 'L').append(level).append(".C");
        for (int bit = 0; bit < 8 * length; bit += 5) {
            text.append(BASE_32.charAt(fiveBits(bit)));
        }
        return text.toString();
    }

    /** Five bits of the constraints, filled up with zeros at the end. */
    private int fiveBits(int bit) {
        int at = bit >> 3;
        int next = at + 1 < constraints.length() ? constraints.at(at + 1) : 0;
        return (constraints.at(at) << 8 | next) >> (11 - (bit & 7)) & 0x1F;
    }
}
