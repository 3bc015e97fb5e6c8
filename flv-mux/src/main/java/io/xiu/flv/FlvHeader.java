package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What begins an FLV file or stream (FLV specification 10.1, E.2), together with the first, always zero, back pointer
 * behind it.
 *
 * @param audio whether audio tags are announced
 * @param video whether video tags are announced
 */
public record FlvHeader(boolean audio, boolean video) {
    /** Bytes of a header as written: 9, and 4 of the back pointer. */
    public static final int BYTES = 13;

    /*
     * 'F' 'L' 'V' | version 1 | flags: 00000A0V | length of the header, 9 or more: 4 bytes | ... | 00 00 00 00
     */
    private static final int SIGNATURE = 'F' << 16 | 'L' << 8 | 'V';
    private static final int VERSION = 1;
    private static final int AUDIO_FLAG = 4;
    private static final int VIDEO_FLAG = 1;
    private static final int HEADER_BYTES = 9;
    private static final int MAX_HEADER_BYTES = 1024;
    private static final int POINTER_BYTES = 4;

    /**
     * Reads a header, and the back pointer behind it.
     *
     * @return null if more bytes are needed; then none were taken from {@code in}
     * @throws FlvException if this is no FLV of version 1 ({@link Reason#SIGNATURE})
     */
    public static @Nullable FlvHeader read(ByteBuf in) throws FlvException {
        int start = in.readerIndex();
        if (in.readableBytes() < HEADER_BYTES) {
            return null;
        }
        if (in.getUnsignedMedium(start) != SIGNATURE || in.getByte(start + 3) != VERSION) {
            throw new FlvException(Reason.SIGNATURE, "not FLV version 1");
        }
        int flags = in.getByte(start + 4);
        long length = in.getUnsignedInt(start + 5);
        if (length < HEADER_BYTES || length > MAX_HEADER_BYTES) {
            throw new FlvException(Reason.SIGNATURE, "an FLV header of " + length + " bytes");
        }
        if (in.readableBytes() < length + POINTER_BYTES) {
            return null;
        }
        in.skipBytes((int) length + POINTER_BYTES);
        return new FlvHeader((flags & AUDIO_FLAG) != 0, (flags & VIDEO_FLAG) != 0);
    }

    /** Appends this header and the first back pointer: {@link #BYTES}. */
    public void write(ByteBuf out) {
        out.writeMedium(SIGNATURE)
                .writeByte(VERSION)
                .writeByte((audio ? AUDIO_FLAG : 0) | (video ? VIDEO_FLAG : 0))
                .writeInt(HEADER_BYTES)
                .writeInt(0);
    }
}
