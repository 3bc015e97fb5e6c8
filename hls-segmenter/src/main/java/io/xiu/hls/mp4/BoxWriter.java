package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Appends boxes to a buffer (ISO/IEC 14496-12, 4.2). A box that holds others is open until its {@link #end}, which
 * puts its size in front of it.
 *
 * <pre>{@code
 * boxes.start("moof");
 * boxes.startFull("mfhd", 0, 0).int32(1).end();
 * boxes.end();
 * }</pre>
 */
final class BoxWriter {
    private static final int DEEPEST = 16;

    private final ByteBuf out;
    private final int[] starts = new int[DEEPEST];
    private int open;

    BoxWriter(ByteBuf out) {
        this.out = out;
    }

    /** Opens a box of a type of four ASCII characters. */
    BoxWriter start(String type) {
        starts[open++] = out.writerIndex();
        return int32(0).code(type);
    }

    /** Opens a box with a version and 24 bits of flags. */
    BoxWriter startFull(String type, int version, int flags) {
        return start(type).int32(version << 24 | flags);
    }

    /** Closes the box that was opened last. */
    BoxWriter end() {
        int start = starts[--open];
        out.setInt(start, out.writerIndex() - start);
        return this;
    }

    BoxWriter int16(int value) {
        out.writeShort(value);
        return this;
    }

    BoxWriter int32(int value) {
        out.writeInt(value);
        return this;
    }

    BoxWriter int64(long value) {
        out.writeLong(value);
        return this;
    }

    BoxWriter zeros(int bytes) {
        out.writeZero(bytes);
        return this;
    }

    BoxWriter bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Appends the readable bytes; the buffer's reader index stays. */
    BoxWriter bytes(ByteBuf bytes) {
        out.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
        return this;
    }

    /** Appends a code of four characters, or any other ASCII text. */
    BoxWriter code(String text) {
        ByteBufUtil.writeAscii(out, text);
        return this;
    }

    /** Where the next byte goes: an index of the buffer. */
    int position() {
        return out.writerIndex();
    }

    /** Replaces the four bytes at a position. */
    void patchInt32(int position, int value) {
        out.setInt(position, value);
    }
}
