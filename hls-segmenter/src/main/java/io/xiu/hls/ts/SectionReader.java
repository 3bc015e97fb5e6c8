package io.xiu.hls.ts;

/** Puts the sections of one PID together (ISO/IEC 13818-1, 2.4.4). */
final class SectionReader {
    /*
     * payload of a TS packet in which a section begins: pointer (1)  the end of the section before (pointer bytes)
     *   sections one behind the other  0xFF ...
     * section: table id (1)  1 0 11 length of what follows (2)  ...  CRC (4)
     */
    private static final int HEADER_BYTES = 3;
    private static final int MAX_BYTES = 1_024;
    private static final int STUFFING = 0xFF;

    private final byte[] section = new byte[MAX_BYTES];
    private final Listener listener;
    private int filled;
    private boolean begun;

    /** Where sections go. */
    interface Listener {
        /** A section with a right checksum; the array is used again. */
        void section(byte[] bytes, int length);

        /** A section that is none. */
        void badSection(String message);
    }

    SectionReader(Listener listener) {
        this.listener = listener;
    }

    /** Something is missing: forgets what has begun. */
    void gap() {
        begun = false;
        filled = 0;
    }

    /** Reads the payload of a TS packet. */
    void read(TsPacket tsPacket) {
        byte[] packet = tsPacket.bytes();
        boolean start = tsPacket.isStart();
        int at = tsPacket.payloadAt();
        if (start) {
            int next = at + 1 + (packet[at] & 0xFF);
            if (next > TsPacket.BYTES) {
                gap();
                listener.badSection("pointer past the end of the TS packet");
                return;
            }
            take(packet, at + 1, next);
            gap();
            at = next;
        }
        while (at < TsPacket.BYTES && (begun || start)) {
            if (!begun && (packet[at] & 0xFF) == STUFFING) {
                return;
            }
            begun = true;
            at = take(packet, at, TsPacket.BYTES);
        }
    }

    /** Takes bytes of the section that has begun, and gives where it ended. */
    private int take(byte[] packet, int start, int end) {
        int at = start;
        while (begun && at < end) {
            int wanted = filled < HEADER_BYTES ? HEADER_BYTES : sectionBytes();
            int count = Math.min(wanted - filled, end - at);
            System.arraycopy(packet, at, section, filled, count);
            filled += count;
            at += count;
            if (filled == HEADER_BYTES && sectionBytes() > MAX_BYTES) {
                gap();
                listener.badSection("longer than " + MAX_BYTES + " bytes");
                return end;
            }
            if (filled >= HEADER_BYTES && filled == sectionBytes()) {
                finish();
            }
        }
        return at;
    }

    private void finish() {
        int length = filled;
        gap();
        if (length > HEADER_BYTES && Crc32Mpeg2.of(section, 0, length) == 0) {
            listener.section(section, length);
        } else {
            listener.badSection("wrong checksum");
        }
    }

    private int sectionBytes() {
        return HEADER_BYTES + ((section[1] & 0x0F) << 8 | (section[2] & 0xFF));
    }
}
