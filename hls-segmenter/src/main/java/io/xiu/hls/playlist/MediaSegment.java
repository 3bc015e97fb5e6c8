package io.xiu.hls.playlist;

/**
 * One segment as a media playlist lists it.
 *
 * @param sequence media sequence number
 * @param durationMillis EXTINF
 * @param discontinuity EXT-X-DISCONTINUITY before it
 * @param programDateTimeMillis milliseconds since 1970
 */
public record MediaSegment(long sequence, long durationMillis, boolean discontinuity, long programDateTimeMillis) {}
