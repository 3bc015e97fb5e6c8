package io.xiu.hls;

/** What a track carries; a segment has at most one track of each kind. */
public enum TrackKind {
    VIDEO,
    AUDIO
}
