package io.xiu.rtmp.message;

/** What a {@link MediaMessage} carries. */
public enum MediaKind {
    /** One FLV audio tag body. */
    AUDIO(8),
    /** One FLV video tag body. */
    VIDEO(9),
    /** AMF0 values, the first a name: metadata, captions, cue points. */
    DATA(18);

    private final int code;

    MediaKind(int code) {
        this.code = code;
    }

    /** The message type id, which is also the FLV tag type. */
    public int code() {
        return code;
    }
}
