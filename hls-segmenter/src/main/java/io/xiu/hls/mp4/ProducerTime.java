package io.xiu.hls.mp4;

import java.time.Instant;

/**
 * Says at what time of the day the first picture of a fragment was made, for players that keep a set distance to it:
 * what a ProducerReferenceTimeBox holds (ISO/IEC 14496-12, 8.16.5).
 *
 * @param instant the time that belongs to the PTS of the first sample, in decoding order, of the fragment's first
 *     video track (without video: of its first audio track). From one fragment to the next it should move as the PTS
 *     do.
 */
public record ProducerTime(Instant instant) {
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** The time as NTP writes it: seconds since 1900, modulo 2^32, and 32 bits of their fraction (RFC 5905, 6). */
    long ntpTimestamp() {
        long fraction = ((long) instant.getNano() << 32) / NANOS_PER_SECOND;
        return (instant.getEpochSecond() + SECONDS_FROM_1900_TO_1970) << 32 | fraction;
    }
}
