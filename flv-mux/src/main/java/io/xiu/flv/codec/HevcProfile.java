package io.xiu.flv.codec;

import io.xiu.flv.FlvException;
import java.util.Locale;

/**
 * What a decoder of HEVC must be able to do (general profile, tier and level; ISO/IEC 23008-2, 7.3.3).
 *
 * @param space general_profile_space, 0 to 3; 0 for all that is in use
 * @param highTier whether it's the high tier and not the main one
 * @param profile general_profile_idc, 0 to 31: 1 is Main, 2 Main 10
 * @param compatibility general_profile_compatibility_flags, the flag of profile 0 in the highest bit
 * @param constraints the 48 bits of constraint flags, progressive_source_flag the highest
 * @param level general_level_idc, 30 times the level, 0 to 255
 */
public record HevcProfile(int space, boolean highTier, int profile, int compatibility, long constraints, int level) {

    private static final int CONSTRAINT_BITS = 48;

    /** @throws IllegalArgumentException if something is out of its range */
    public HevcProfile {
        if (space >> 2 != 0 || profile >> 5 != 0 || level >> 8 != 0 || constraints >> CONSTRAINT_BITS != 0) {
            throw new IllegalArgumentException("profile space " + space + ", profile " + profile + ", level " + level
                    + ", constraints " + Long.toHexString(constraints));
        }
    }

    static HevcProfile read(BitReader in) throws FlvException {
        int space = in.bits(2);
        boolean highTier = in.flag();
        int profile = in.bits(5);
        int compatibility = in.bits(32);
        long constraints = in.longBits(CONSTRAINT_BITS);
        return new HevcProfile(space, highTier, profile, compatibility, constraints, in.bits(8));
    }

    void write(BitWriter out) {
        out.bits(2, space).flag(highTier).bits(5, profile);
        out.bits(32, compatibility);
        out.bits(16, (int) (constraints >> 32)).bits(32, (int) constraints);
        out.bits(8, level);
    }

    /** The name of the codec with these (ISO/IEC 14496-15, E.3): {@code hvc1.1.6.L93.B0}. */
    String codecString() {
        StringBuilder text = new StringBuilder("hvc1.");
        if (space > 0) {
            text.append((char) ('A' + space - 1));
        }
        text.append(profile).append('.');
        text.append(hex(Integer.toUnsignedLong(Integer.reverse(compatibility))));
        text.append('.').append(highTier ? 'H' : 'L').append(level);
        for (long rest = constraints; rest != 0; rest = (rest << 8) & ((1L << CONSTRAINT_BITS) - 1)) {
            text.append('.').append(hex(rest >> (CONSTRAINT_BITS - 8)));
        }
        return text.toString();
    }

    private static String hex(long value) {
        return Long.toHexString(value).toUpperCase(Locale.ROOT);
    }
}
