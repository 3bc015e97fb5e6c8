package io.xiu.hls;

/** How the samples of a track are coded. */
public enum Codec {
    H264(TrackKind.VIDEO),
    HEVC(TrackKind.VIDEO),
    VVC(TrackKind.VIDEO),
    AV1(TrackKind.VIDEO),
    VP9(TrackKind.VIDEO),
    VP8(TrackKind.VIDEO),
    AAC(TrackKind.AUDIO),
    MP3(TrackKind.AUDIO),
    AC3(TrackKind.AUDIO),
    EAC3(TrackKind.AUDIO),
    OPUS(TrackKind.AUDIO),
    FLAC(TrackKind.AUDIO);

    private final TrackKind kind;

    Codec(TrackKind kind) {
        this.kind = kind;
    }

    public TrackKind kind() {
        return kind;
    }
}
