package io.xiu.hls;

/** What a track carries. */
public enum TrackKind {
    VIDEO,
    AUDIO
}
