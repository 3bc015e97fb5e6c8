package io.xiu.hls.ts;

/** Why a sample was left out of the transport stream. */
public enum DropReason {
    /** No track of its kind. */
    NO_TRACK,
    /** Nothing can be decoded before the first key frame. */
    WAITING_FOR_KEY_FRAME,
    /**
     * The timestamp is more than 10 s away from the other track's, beyond 2^51 (793 years), or in fragmented MP4 before where
     * its period could still begin.
     */
    TIMESTAMP,
    /** No bytes. */
    EMPTY,
    /** A NAL unit length runs past the end of the sample. */
    NALU_LENGTH,
    /** An access unit without a coded slice. */
    NO_SLICE,
    /** Doesn't begin as a frame of its codec does. */
    FRAME_HEADER,
    /**
     * More bytes than an ADTS header can say (8,191 with the header), than a frame may have (Opus 60 KiB, else 16 KiB), or
     * than a segment may.
     */
    TOO_LONG
}
