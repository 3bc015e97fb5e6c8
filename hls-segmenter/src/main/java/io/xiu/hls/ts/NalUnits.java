package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A cursor over the length-prefixed NAL units of one access unit; empty ones are passed over. Reusable. */
final class NalUnits {
    static final int FIRST_SLICE = 1;
    static final int LAST_SLICE = 5;
    static final int SPS = 7;
    static final int PPS = 8;
    static final int ACCESS_UNIT_DELIMITER = 9;

    private ByteBuf data = Unpooled.EMPTY_BUFFER;
    private int lengthBytes;
    private int next;
    private int end;
    private int offset;
    private int length;
    private boolean bad;

    void start(ByteBuf accessUnit, int nalLengthBytes) {
        data = accessUnit;
        lengthBytes = nalLengthBytes;
        next = accessUnit.readerIndex();
        end = accessUnit.writerIndex();
        bad = false;
    }

    /** Goes to the next NAL unit; false at the end and at a length that runs past it. */
    boolean next() {
        while (next < end) {
            if (end - next < lengthBytes) {
                bad = true;
                return false;
            }
            long size = switch (lengthBytes) {
                case 1 -> data.getUnsignedByte(next);
                case 2 -> data.getUnsignedShort(next);
                default -> data.getUnsignedInt(next);
            };
            offset = next + lengthBytes;
            if (size > end - offset) {
                bad = true;
                return false;
            }
            length = (int) size;
            next = offset + length;
            if (length > 0) {
                return true;
            }
        }
        return false;
    }

    /** True once a length ran past the end of the access unit. */
    boolean bad() {
        return bad;
    }

    /** Index of the NAL unit's first byte in the access unit's buffer. */
    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** nal_unit_type of H.264: 0 to 31. */
    int type() {
        return data.getByte(offset) & 0x1F;
    }

    /** Lets go of the access unit. */
    void clear() {
        data = Unpooled.EMPTY_BUFFER;
    }
}
