package io.xiu.flv;

import java.util.Arrays;

/**
 * A video codec, known by a number of 4 bits, by a FourCC (Enhanced RTMP), or by both.
 *
 * <p>HEVC's number 12 is in no specification but in wide use; its tags are laid out as those of AVC.
 */
public enum VideoCodec {
    H263(2, ""),
    SCREEN(3, ""),
    VP6(4, ""),
    VP6_ALPHA(5, ""),
    SCREEN_2(6, ""),
    AVC(7, "avc1"),
    HEVC(12, "hvc1"),
    VVC(-1, "vvc1"),
    VP8(-1, "vp08"),
    VP9(-1, "vp09"),
    AV1(-1, "av01"),
    /** Any other. */
    UNKNOWN(-1, "");

    private static final VideoCodec[] BY_ID = new VideoCodec[16];
    private static final VideoCodec[] WITH_FOUR_CC = {AVC, HEVC, VVC, VP8, VP9, AV1};

    private final int id;
    private final int fourCc;
    private final String fourCcText;

    static {
        Arrays.fill(BY_ID, UNKNOWN);
        for (VideoCodec codec : values()) {
            if (codec.id >= 0) {
                BY_ID[codec.id] = codec;
            }
        }
    }

    VideoCodec(int id, String fourCc) {
        this.id = id;
        this.fourCcText = fourCc;
        this.fourCc = fourCc.isEmpty() ? 0 : FourCc.of(fourCc);
    }

    /** Its number of 4 bits, -1 if it has none. */
    int id() {
        return id;
    }

    /** The four characters as a number, the first in the highest byte; 0 if it has none. */
    int fourCcCode() {
        return fourCc;
    }

    /** The four characters, or an empty text if it has none. */
    public String fourCc() {
        return fourCcText;
    }

    static VideoCodec ofId(int id) {
        return BY_ID[id & 0xF];
    }

    static VideoCodec ofFourCc(int fourCc) {
        for (VideoCodec codec : WITH_FOUR_CC) {
            if (codec.fourCc == fourCc) {
                return codec;
            }
        }
        return UNKNOWN;
    }

    /** Whether coded frames are made of NAL units and say when they're shown relative to when they're decoded. */
    boolean hasCompositionTime() {
        return this == AVC || this == HEVC || this == VVC;
    }
}
