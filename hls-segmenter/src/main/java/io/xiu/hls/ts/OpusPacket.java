package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;

/** How long an Opus packet lasts (RFC 6716, 3.1 and 3.2), and the control header before it in a transport stream. */
final class OpusPacket {
    /*
     * Control header, as the draft on Opus in MPEG-TS has it:
     *   prefix 0x3FF (11 bits) start trim (1) end trim (1) control extension (1) reserved (2)
     *   payload size: 255 for each whole 255 bytes, then the rest (a byte each)   [trims: 2 bytes each]
     *   [extension: length (1) and so many bytes]
     */
    static final int PREFIX = 0x3FF;
    /** Longer packets there are none: 120 ms. */
    static final int MAX_SAMPLES = 5_760;

    static final int SAMPLE_RATE = 48_000;

    private static final int MAX_SIZE_BYTE = 255;

    private OpusPacket() {}

    /** Sampling periods at 48,000 Hz; 0 if the packet is empty, has no frames or lasts too long. */
    static int samples(ByteBuf data, int at) {
        int bytes = data.writerIndex() - at;
        if (bytes < 1) {
            return 0;
        }
        int toc = data.getUnsignedByte(at);
        int frames = switch (toc & 3) {
            case 0 -> 1;
            case 3 -> bytes < 2 ? 0 : data.getByte(at + 1) & 0x3F;
            default -> 2;
        };
        int samples = frames * frameSamples(toc >> 3);
        return samples > MAX_SAMPLES ? 0 : samples;
    }

    private static int frameSamples(int configuration) {
        int size = configuration & 3;
        if (configuration >= 16) {
            return 120 << size;
        }
        if (configuration >= 12) {
            return 480 << (size & 1);
        }
        return size == 3 ? 2_880 : 480 << size;
    }

    /** Bytes of the control header of a packet of so many bytes. */
    static int headerBytes(int dataBytes) {
        return 2 + dataBytes / MAX_SIZE_BYTE + 1;
    }

    static void writeHeader(int dataBytes, byte[] out, int at) {
        int next = at;
        out[next++] = (byte) (PREFIX >> 3);
        out[next++] = (byte) (PREFIX << 5);
        int left = dataBytes;
        for (; left >= MAX_SIZE_BYTE; left -= MAX_SIZE_BYTE) {
            out[next++] = (byte) MAX_SIZE_BYTE;
        }
        out[next] = (byte) left;
    }
}
