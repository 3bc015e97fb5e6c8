package io.xiu.flv.codec;

import java.util.List;

/**
 * The parameter sets of one kind in the decoder configuration record of HEVC or VVC.
 *
 * @param type the NAL unit type of all of them: 0 to 63 for HEVC, 0 to 31 for VVC
 * @param complete whether frames bring no more of this kind
 * @param units 0 to 65,535; exactly one of those kinds of VVC of which there can't be more
 */
public record NalUnitArray(int type, boolean complete, List<Octets> units) {
    static final int MAX_ARRAYS = 255;

    private static final int MAX_UNITS = 0xFFFF;

    /** @throws IllegalArgumentException if something is out of its range, or a NAL unit is empty or too long */
    public NalUnitArray {
        if (type >> 6 != 0) {
            throw new IllegalArgumentException("NAL unit type " + type);
        }
        units = NalUnits.checked(units, MAX_UNITS);
    }

    /** The first NAL unit of a type in all arrays; none if there is no such. */
    static Octets first(List<NalUnitArray> arrays, int type) {
        for (NalUnitArray array : arrays) {
            if (array.type == type && !array.units.isEmpty()) {
                return array.units.get(0);
            }
        }
        return Octets.EMPTY;
    }

    /**
     * An unmodifiable copy.
     *
     * @throws IllegalArgumentException if there are more than a record can hold
     */
    static List<NalUnitArray> checked(List<NalUnitArray> arrays) {
        if (arrays.size() > MAX_ARRAYS) {
            throw new IllegalArgumentException(arrays.size() + " arrays of NAL units, at most " + MAX_ARRAYS);
        }
        return List.copyOf(arrays);
    }
}
