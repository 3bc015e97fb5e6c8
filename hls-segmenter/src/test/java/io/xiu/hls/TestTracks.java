package io.xiu.hls;

import java.util.HexFormat;

/** Tracks and samples for tests. */
public final class TestTracks {
    private static final String AVCC =
            "01640015ffe1001a67640015acd941e08feb0110000003001000000303c8f162d96001000568ebecb22c";
    private static final String OTHER_AVCC =
            "0164001fffe1001a6764001facd941e08feb0110000003001000000303c8f162d96001000568ebecb22c";

    private TestTracks() {}

    /** High profile, level 2.1, one SPS and one PPS. */
    public static byte[] avcC() {
        return HexFormat.of().parseHex(AVCC);
    }

    public static Track video() {
        return read(avcC());
    }

    /** The same at level 3.1. */
    public static Track otherVideo() {
        return read(HexFormat.of().parseHex(OTHER_AVCC));
    }

    /** AAC-LC, 44,100 Hz, stereo. */
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
