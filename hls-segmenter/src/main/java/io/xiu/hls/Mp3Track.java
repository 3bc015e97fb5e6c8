package io.xiu.hls;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.TrackException.Reason;

/**
 * MPEG audio layer III. Its samples are whole frames, each with its own header.
 *
 * @param sampleRate in Hz: 8,000 to 48,000
 */
public record Mp3Track(int sampleRate) implements Track {
    /*
     * Frame header (ISO/IEC 11172-3, 2.4.1.3), from the top bit:
     *   sync word (11)  version (2: 3 = MPEG-1, 2 = MPEG-2, 0 = 2.5)  layer (2: 1 = III)  protection (1)
     *   bit rate (4)  sampling frequency (2; 3 is reserved)  ...
     */
    private static final int HEADER_BYTES = 4;
    private static final int[] MPEG1_SAMPLE_RATES = {44_100, 48_000, 32_000};
    private static final int LOWEST_MPEG1_SAMPLE_RATE = 32_000;

    public Mp3Track {
        if (sampleRate < 8_000 || sampleRate > 48_000) {
            throw new IllegalArgumentException("sample rate " + sampleRate);
        }
    }

    /**
     * Reads the header of the first frame; the reader index stays.
     *
     * @throws TrackException with {@link Reason#MP3_BAD}
     */
    public static Mp3Track read(ByteBuf frame) throws TrackException {
        if (!startsFrame(frame)) {
            throw new TrackException(Reason.MP3_BAD, "no MPEG audio layer III frame header");
        }
        int header = frame.getInt(frame.readerIndex());
        int version = header >> 19 & 3;
        int frequency = header >> 10 & 3;
        if (version == 1 || frequency == 3) {
            throw new TrackException(Reason.MP3_BAD, "reserved value in the MPEG audio frame header");
        }
        return new Mp3Track(MPEG1_SAMPLE_RATES[frequency] >> (version == 3 ? 0 : version == 2 ? 1 : 2));
    }

    /** Says whether the bytes begin with the sync word and the layer of such a frame; the reader index stays. */
    public static boolean startsFrame(ByteBuf data) {
        return data.readableBytes() >= HEADER_BYTES && (data.getInt(data.readerIndex()) & 0xFFE60000) == 0xFFE20000;
    }

    @Override
    public TrackKind kind() {
        return TrackKind.AUDIO;
    }

    /** Says whether this is MPEG-1 audio, not one of its extensions to lower sampling frequencies. */
    public boolean mpeg1() {
        return sampleRate >= LOWEST_MPEG1_SAMPLE_RATE;
    }

    /** Sampling periods in a frame: 1,152 or 576. */
    public int frameSamples() {
        return mpeg1() ? 1_152 : 576;
    }
}
