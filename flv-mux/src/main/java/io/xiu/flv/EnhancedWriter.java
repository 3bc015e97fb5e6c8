package io.xiu.flv;

import io.netty.buffer.ByteBuf;

/** Writes what tag bodies of Enhanced RTMP begin with, audio or video; the layout is in {@link EnhancedCursor}. */
final class EnhancedWriter {
    /** What a track id takes in a header: form and packet type, and the id itself. */
    static final int TRACK_BYTES = 2;

    private static final int MODIFIER_BYTES = 5;
    private static final int NANOSECOND_BYTES = 3;
    private static final int NANOSECONDS_PER_MILLISECOND = 1_000_000;

    private EnhancedWriter() {}

    static void checkNanoseconds(int nanoseconds, boolean enhanced) {
        if (nanoseconds < 0 || nanoseconds >= NANOSECONDS_PER_MILLISECOND || !enhanced) {
            throw new IllegalArgumentException(
                    nanoseconds + " nanoseconds, in a tag that is " + (enhanced ? "enhanced" : "not enhanced"));
        }
    }

    /** How many bytes an offset takes in a header; none for 0, which isn't written. */
    static int modifierBytes(int nanoseconds) {
        return nanoseconds == 0 ? 0 : MODIFIER_BYTES;
    }

    /**
     * Writes the first byte and the offset.
     *
     * @param highBits the high 4 bits of the first byte, in their place
     */
    static void writeFirst(ByteBuf out, int highBits, int packetType, int nanoseconds) {
        if (nanoseconds == 0) {
            out.writeByte(highBits | packetType);
        } else {
            out.writeByte(highBits | EnhancedCursor.MODIFIER);
            out.writeByte(NANOSECOND_BYTES - 1).writeMedium(nanoseconds).writeByte(packetType);
        }
    }

    /**
     * Writes all of the header of one packet.
     *
     * @param multitrackType the packet type that says there are tracks
     * @param trackId -1 if there are none
     */
    static void writeHeader(
            ByteBuf out, int highBits, int packetType, int nanoseconds, int multitrackType, int fourCc, int trackId) {
        boolean multitrack = trackId >= 0;
        writeFirst(out, highBits, multitrack ? multitrackType : packetType, nanoseconds);
        if (multitrack) {
            out.writeByte(packetType);
        }
        out.writeInt(fourCc);
        if (multitrack) {
            out.writeByte(trackId);
        }
    }
}
