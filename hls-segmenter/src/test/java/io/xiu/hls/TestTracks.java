package io.xiu.hls;

import java.util.HexFormat;

/** Tracks and samples for tests. */
public final class TestTracks {
    /** High profile, level 2.1, one SPS and one PPS. */
    public static final byte[] AVCC = HexFormat.of()
            .parseHex("01640015ffe1001a67640015acd941e08feb0110000003001000000303c8f162d96001000568ebecb22c");

    /** The same with another level. */
    public static final byte[] OTHER_AVCC = HexFormat.of()
            .parseHex("0164001fffe1001a6764001facd941e08feb0110000003001000000303c8f162d96001000568ebecb22c");

    /** AAC-LC, 44,100 Hz, stereo. */
    public static final byte[] ASC = {0x12, 0x10};

    private TestTracks() {}

    public static Track video() {
        return read(AVCC);
    }

    public static Track otherVideo() {
        return read(OTHER_AVCC);
    }

    public static Track audio() {
        return new AacTrack(2, 4, 2);
    }

    private static Track read(byte[] avcC) {
        try {
            return H264Track.read(avcC);
        } catch (TrackException e) {
            throw new AssertionError(e);
        }
    }
}
