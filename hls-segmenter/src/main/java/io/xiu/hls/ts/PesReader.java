package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.ts.TsEvent.Problem;
import org.jspecify.annotations.Nullable;

/** Puts the PES packets of one PID together (ISO/IEC 13818-1, 2.4.3.6). */
final class PesReader {
    /*
     * 00 00 01  stream id (1)  length of what follows (2; 0 = up to the next one)
     * 10 ...(6) (1)  PTS_DTS_flags(2) ... (1)  bytes of the fields (1)  [PTS (5)  [DTS (5)]]  ...  payload
     * Padding and a few other stream ids have no flags and fields; no stream that is read uses them.
     */
    private static final int FIXED_BYTES = 6;
    private static final int HEADER_BYTES = 9;
    private static final int TIME_BYTES = 5;
    private static final int START_CODE = 1;

    private static final int MIN_EXPECTED_BYTES = 256;
    private static final int MAX_EXPECTED_BYTES = 64 << 10;

    private final int maxBytes;
    /** Room for a PES packet like the one before. */
    private int expectedBytes = MIN_EXPECTED_BYTES;

    private @Nullable ByteBuf bytes;
    private boolean randomAccess;
    private @Nullable String fault;
    private Problem.Kind faultKind = Problem.Kind.PES;

    /** A reader that gives up PES packets of more bytes than these. */
    PesReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Bytes of what has begun. */
    int heldBytes() {
        return bytes == null ? 0 : bytes.capacity();
    }

    /** Something is missing: forgets what has begun. */
    void gap() {
        bytes = null;
    }

    /** Adds the payload of a TS packet. True if nothing belongs to it any more, and it is to be finished. */
    boolean add(TsPacket packet) {
        if (packet.isStart()) {
            bytes = Unpooled.buffer(expectedBytes);
            randomAccess = packet.isRandomAccess();
        }
        if (bytes == null) {
            return false;
        }
        int count = TsPacket.BYTES - packet.payloadAt();
        if (bytes.readableBytes() + count > maxBytes) {
            bytes = null;
            fail(Problem.Kind.TOO_LONG, "PES packet of more than " + maxBytes + " bytes");
            return true;
        }
        bytes.writeBytes(packet.bytes(), packet.payloadAt(), count);
        if (bytes.readableBytes() < FIXED_BYTES) {
            return false;
        }
        int length = bytes.getUnsignedShort(FIXED_BYTES - 2);
        return length != 0 && bytes.readableBytes() >= FIXED_BYTES + length;
    }

    /** Ends what has begun. Null if that is nothing, or it is none: ask for the {@link #takeFault}. */
    @Nullable
    PesPacket finish() {
        ByteBuf whole = bytes;
        bytes = null;
        if (whole == null) {
            return null;
        }
        expectedBytes = Math.max(MIN_EXPECTED_BYTES, Math.min(whole.readableBytes(), MAX_EXPECTED_BYTES));
        int length = whole.readableBytes() < HEADER_BYTES ? 0 : whole.getUnsignedShort(FIXED_BYTES - 2);
        if (length != 0 && FIXED_BYTES + length > whole.readableBytes()) {
            return fail(Problem.Kind.PES, "PES packet cut short at " + whole.readableBytes() + " bytes");
        }
        if (length != 0) {
            whole.writerIndex(FIXED_BYTES + length);
        }
        return parse(whole);
    }

    /** What was wrong, once; null if nothing was. */
    @Nullable
    String takeFault() {
        String taken = fault;
        fault = null;
        return taken;
    }

    Problem.Kind faultKind() {
        return faultKind;
    }

    private @Nullable PesPacket parse(ByteBuf whole) {
        if (whole.readableBytes() < HEADER_BYTES
                || whole.getUnsignedMedium(0) != START_CODE
                || (whole.getByte(FIXED_BYTES) & 0xC0) != 0x80) {
            return fail(Problem.Kind.PES, "no PES packet header");
        }
        int times = whole.getByte(FIXED_BYTES + 1) >> 6 & 3;
        int fieldBytes = whole.getUnsignedByte(FIXED_BYTES + 2);
        int timeBytes = times == 3 ? 2 * TIME_BYTES : times == 2 ? TIME_BYTES : 0;
        if (times == 1 || fieldBytes < timeBytes || HEADER_BYTES + fieldBytes > whole.readableBytes()) {
            return fail(Problem.Kind.PES, "PES packet header with fields of " + fieldBytes + " bytes");
        }
        long pts90k = times == 0 ? PesPacket.NO_TIME : time(whole, HEADER_BYTES);
        long dts90k = times == 3 ? time(whole, HEADER_BYTES + TIME_BYTES) : pts90k;
        whole.readerIndex(HEADER_BYTES + fieldBytes);
        return new PesPacket(pts90k, dts90k, randomAccess, whole);
    }

    private static long time(ByteBuf in, int at) {
        long top = in.getByte(at) >> 1 & 7;
        return top << 30 | (long) (in.getUnsignedShort(at + 1) >> 1) << 15 | in.getUnsignedShort(at + 3) >> 1;
    }

    private @Nullable PesPacket fail(Problem.Kind kind, String message) {
        faultKind = kind;
        fault = message;
        return null;
    }
}
