package io.xiu.hls.ts;

/** The header and the adaptation field of one TS packet (ISO/IEC 13818-1, 2.4.3.2 to 2.4.3.5). Reusable. */
final class TsPacket {
    /*
     * sync byte 0x47 (1)  error(1) start(1) priority(1) PID(13) (2)
     * scrambling(2) adaptation field(1) payload(1) continuity counter(4) (1)
     * adaptation field: length (1)  discontinuity, random access, priority, PCR, 4 more flags (1)  PCR (6: base 33 bits,
     *   6 reserved, extension 9)  ...
     */
    static final int BYTES = TsOutput.PACKET_BYTES;
    static final int SYNC = 0x47;

    private static final int HEADER_BYTES = 4;
    private static final int PCR_BYTES = 6;
    private static final int FLAG_DISCONTINUITY = 0x80;
    private static final int FLAG_RANDOM_ACCESS = 0x40;
    private static final int FLAG_PCR = 0x10;

    private byte[] bytes = {};
    private int flags;
    private int payloadAt;

    /** Looks at a packet; false if it is damaged, and only its PID means anything then. */
    boolean read(byte[] packet) {
        bytes = packet;
        flags = 0;
        payloadAt = HEADER_BYTES;
        int control = bytes[3] >> 4 & 3;
        if ((bytes[1] & 0x80) != 0 || control == 0) {
            return false;
        }
        if ((control & 2) != 0) {
            int length = bytes[HEADER_BYTES] & 0xFF;
            payloadAt = HEADER_BYTES + 1 + length;
            flags = length == 0 ? 0 : bytes[HEADER_BYTES + 1] & 0xFF;
            if (payloadAt > BYTES || (hasPcr() && length < 1 + PCR_BYTES)) {
                return false;
            }
        }
        if ((control & 1) == 0) {
            payloadAt = BYTES;
            return true;
        }
        return payloadAt < BYTES;
    }

    byte[] bytes() {
        return bytes;
    }

    int pid() {
        return (bytes[1] & 0x1F) << 8 | (bytes[2] & 0xFF);
    }

    /** payload_unit_start_indicator. */
    boolean isStart() {
        return (bytes[1] & 0x40) != 0;
    }

    boolean isScrambled() {
        return (bytes[3] & 0xC0) != 0;
    }

    int counter() {
        return bytes[3] & 0x0F;
    }

    boolean hasPayload() {
        return payloadAt < BYTES;
    }

    /** Index of the first byte of the payload, which reaches to the packet's end. */
    int payloadAt() {
        return payloadAt;
    }

    boolean isDiscontinuity() {
        return (flags & FLAG_DISCONTINUITY) != 0;
    }

    boolean isRandomAccess() {
        return (flags & FLAG_RANDOM_ACCESS) != 0;
    }

    boolean hasPcr() {
        return (flags & FLAG_PCR) != 0;
    }

    /** 33 bits. */
    long pcrBase() {
        long base = 0;
        for (int i = 0; i < 4; i++) {
            base = base << 8 | (pcrByte(i) & 0xFF);
        }
        return base << 1 | (pcrByte(4) >> 7 & 1);
    }

    /** 9 bits. */
    int pcrExtension() {
        return (pcrByte(4) & 1) << 8 | (pcrByte(5) & 0xFF);
    }

    private byte pcrByte(int index) {
        return bytes[HEADER_BYTES + 2 + index];
    }
}
