package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A cursor over the NAL units of a byte stream (ITU-T H.264, annex B); empty ones are passed over. Reusable. */
final class AnnexBUnits {
    /*
     * [00 ...] 00 00 01  NAL unit  [00 ...]   A NAL unit doesn't end in 00.
     */
    private static final int START_CODE_BYTES = 3;

    private final NalCodec codec;
    private byte[] data = {};
    private int end;
    private int next;
    private int offset;
    private int length;

    AnnexBUnits(NalCodec codec) {
        this.codec = codec;
    }

    /** Begins with the first start code of a buffer on the heap; what is before it is passed over. */
    void start(ByteBuf stream) {
        data = stream.array();
        end = stream.arrayOffset() + stream.writerIndex();
        next = behindStartCode(stream.arrayOffset() + stream.readerIndex());
    }

    boolean next() {
        while (next <= end) {
            offset = next;
            next = behindStartCode(offset);
            int last = next > end ? end : next - START_CODE_BYTES;
            while (last > offset && data[last - 1] == 0) {
                last--;
            }
            length = last - offset;
            if (length >= codec.headerBytes()) {
                return true;
            }
        }
        return false;
    }

    int length() {
        return length;
    }

    int type() {
        return codec.type(data[offset]);
    }

    byte[] copy() {
        return Arrays.copyOfRange(data, offset, offset + length);
    }

    /** Appends the NAL unit. */
    void writeTo(ByteBuf out) {
        out.writeBytes(data, offset, length);
    }

    /** Lets go of the byte stream. */
    void clear() {
        data = new byte[0];
        end = 0;
        next = 1;
    }

    /** Index behind the next start code; past the end if there is none. */
    private int behindStartCode(int from) {
        int at = from + 2;
        while (at < end) {
            int value = data[at];
            if (value == 1 && data[at - 1] == 0 && data[at - 2] == 0) {
                return at + 1;
            }
            at += (value & 0xFE) != 0 ? START_CODE_BYTES : 1;
        }
        return end + 1;
    }
}
