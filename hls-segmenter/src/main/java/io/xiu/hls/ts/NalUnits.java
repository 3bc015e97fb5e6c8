package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** A cursor over the length-prefixed NAL units of one access unit; empty ones are passed over. Reusable. */
final class NalUnits {
    private final NalCodec codec;
    private final int lengthBytes;
    private ByteBuf data = Unpooled.EMPTY_BUFFER;
    private int next;
    private int end;
    private int offset;
    private int length;
    private boolean bad;

    NalUnits(NalCodec codec, int lengthBytes) {
        this.codec = codec;
        this.lengthBytes = lengthBytes;
    }

    void start(ByteBuf accessUnit) {
        data = accessUnit;
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

    /** Index of the NAL unit's first byte in the access unit's buffer. */
    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    int type() {
        return codec.type(data.getByte(offset));
    }

    /** Says why an access unit can't be carried, or null when it can. */
    @Nullable
    DropReason check(ByteBuf accessUnit) {
        boolean slice = false;
        start(accessUnit);
        while (next()) {
            slice |= codec.isSlice(type());
        }
        clear();
        if (bad) {
            return DropReason.NALU_LENGTH;
        }
        return slice ? null : DropReason.NO_SLICE;
    }

    /** Lets go of the access unit. */
    void clear() {
        data = Unpooled.EMPTY_BUFFER;
    }
}
