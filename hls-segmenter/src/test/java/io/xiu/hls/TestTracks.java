package io.xiu.hls;

import java.util.HexFormat;

/** Tracks for tests. */
public final class TestTracks {
    private static final String AVCC =
            "01640015ffe1001a67640015acd941e08feb0110000003001000000303c8f162d96001000568ebecb22c";
    private static final String OTHER_AVCC =
            "0164001fffe1001a6764001facd941e08feb0110000003001000000303c8f162d96001000568ebecb22c";
    private static final Track VIDEO = h264(avcC());
    private static final Track OTHER_VIDEO = h264(HexFormat.of().parseHex(OTHER_AVCC));
    private static final Track AUDIO = aac(44_100, 2, "1210");

    private TestTracks() {}

    /** High profile, level 2.1, one SPS and one PPS. */
    public static byte[] avcC() {
        return HexFormat.of().parseHex(AVCC);
    }

    public static Track video() {
        return VIDEO;
    }

    /** The same at level 3.1. */
    public static Track otherVideo() {
        return OTHER_VIDEO;
    }

    /** AAC-LC, 44,100 Hz, stereo. */
    public static Track audio() {
        return AUDIO;
    }

    public static Track h264(byte[] avcC) {
        return Track.video(1, Codec.H264, "avc1.640015", 480, 270, avcC);
    }

    public static Track aac(int sampleRate, int channels, String audioSpecificConfig) {
        return Track.audio(
                2, Codec.AAC, "mp4a.40.2", sampleRate, channels, HexFormat.of().parseHex(audioSpecificConfig));
    }

    public static Track mp3(int sampleRate) {
        return Track.audio(2, Codec.MP3, "mp4a.40.34", sampleRate, 2, new byte[0]);
    }
}
