package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What the header of an MPEG audio layer III frame says (ISO/IEC 11172-3, 2.4.1.3).
 *
 * @param sampleRate in Hz: 8,000 to 48,000
 * @param channels 1 or 2
 */
record Mp3Frame(int sampleRate, int channels) {
    /*
     * from the top bit: sync word (11)  version (2: 3 = MPEG-1, 2 = MPEG-2, 0 = 2.5)  layer (2: 1 = III)  protection (1)
     *   bit rate (4)  sampling frequency (2; 3 is reserved)  padding, private (2)  mode (2; 3 = one channel)  ...
     */
    private static final int HEADER_BYTES = 4;
    private static final int[] MPEG1_SAMPLE_RATES = {44_100, 48_000, 32_000};

    /** Reads the header; null if there is none. The reader index stays. */
    static @Nullable Mp3Frame read(ByteBuf frame) {
        if (frame.readableBytes() < HEADER_BYTES) {
            return null;
        }
        int header = frame.getInt(frame.readerIndex());
        int version = header >> 19 & 3;
        int frequency = header >> 10 & 3;
        if ((header & 0xFFE60000) != 0xFFE20000 || version == 1 || frequency == 3) {
            return null;
        }
        int sampleRate = MPEG1_SAMPLE_RATES[frequency] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        return new Mp3Frame(sampleRate, (header >> 6 & 3) == 3 ? 1 : 2);
    }
}
