package io.xiu.hls;

/**
 * One elementary stream, described as ISO-BMFF describes it. Two tracks are equal when a decoder set up for one can
 * go on with the other.
 */
public sealed interface Track permits H264Track, AacTrack, Mp3Track {
    TrackKind kind();
}
