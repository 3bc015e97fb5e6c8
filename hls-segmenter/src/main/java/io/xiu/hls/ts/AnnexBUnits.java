package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A cursor over the NAL units of a byte stream (ITU-T H.264, annex B); empty ones are passed over. Reusable. */
final class AnnexBUnits {
    /*
     * [00 ...] 00 00 01  NAL unit  [00 ...]   A NAL unit doesn't end in 00.
     */
    private static final int START_CODE_BYTES = 3;

    private final NalCodec codec;
    private ByteBuf data = Unpooled.EMPTY_BUFFER;
    private int next;
    private int offset;
    private int length;

    AnnexBUnits(NalCodec codec) {
        this.codec = codec;
    }

    /** Begins with the first start code; what is before it is passed over. */
    void start(ByteBuf stream) {
        data = stream;
        next = behindStartCode(stream.readerIndex());
    }

    boolean next() {
        while (next <= data.writerIndex()) {
            offset = next;
            next = behindStartCode(offset);
            int end = next > data.writerIndex() ? data.writerIndex() : next - START_CODE_BYTES;
            while (end > offset && data.getByte(end - 1) == 0) {
                end--;
            }
            length = end - offset;
            if (length >= codec.headerBytes()) {
                return true;
            }
        }
        return false;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    int type() {
        return codec.type(data.getByte(offset));
    }

    byte[] copy() {
        byte[] unit = new byte[length];
        data.getBytes(offset, unit);
        return unit;
    }

    /** Lets go of the byte stream. */
    void clear() {
        data = Unpooled.EMPTY_BUFFER;
        next = 1;
    }

    /** Index behind the next start code; past the end if there is none. */
    private int behindStartCode(int from) {
        int end = data.writerIndex();
        int at = from + 2;
        while (at < end) {
            int value = data.getByte(at);
            if (value == 1 && data.getByte(at - 1) == 0 && data.getByte(at - 2) == 0) {
                return at + 1;
            }
            at += (value & 0xFE) != 0 ? START_CODE_BYTES : 1;
        }
        return end + 1;
    }
}
