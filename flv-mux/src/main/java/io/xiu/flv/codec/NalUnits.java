package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import java.util.ArrayList;
import java.util.List;

/** NAL units as decoder configuration records hold them: each behind its length of 2 bytes. */
final class NalUnits {
    private static final int MAX_BYTES = 0xFFFF;
    private static final int EMULATION_PREVENTION = 3;

    private NalUnits() {}

    /** Reads so many of them; one without a byte is refused. */
    static List<Octets> read(BitReader in, int count) throws FlvException {
        List<Octets> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = in.bits(16);
            if (length == 0) {
                throw in.bad("an empty NAL unit");
            }
            units.add(in.bytes(length));
        }
        return units;
    }

    static void write(List<Octets> units, ByteBuf out) {
        for (Octets unit : units) {
            out.writeShort(unit.length());
            unit.write(out);
        }
    }

    /**
     * An unmodifiable copy.
     *
     * @throws IllegalArgumentException if there are too many of them, or one is empty or too long for its length
     */
    static List<Octets> checked(List<Octets> units, int most) {
        if (units.size() > most) {
            throw new IllegalArgumentException(units.size() + " NAL units, at most " + most);
        }
        for (Octets unit : units) {
            if (unit.length() < 1 || unit.length() > MAX_BYTES) {
                throw new IllegalArgumentException("a NAL unit of " + unit.length() + " bytes");
            }
        }
        return List.copyOf(units);
    }

    /**
     * The bytes behind the header of a NAL unit, without those that keep start codes from appearing inside (ISO/IEC
     * 14496-10, 7.3.1; 23008-2, 7.3.1.1; 23090-3, 7.3.1.1).
     */
    static BitReader payload(Octets nalUnit, int headerBytes, String what) {
        ByteBuf out = Unpooled.buffer(nalUnit.length());
        int zeros = 0;
        for (int i = headerBytes; i < nalUnit.length(); i++) {
            int next = nalUnit.at(i);
            if (zeros >= 2 && next == EMULATION_PREVENTION) {
                zeros = 0;
                continue;
            }
            zeros = next == 0 ? zeros + 1 : 0;
            out.writeByte(next);
        }
        return new BitReader(out, what);
    }
}
