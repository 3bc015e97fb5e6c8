package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/** TYPE of a rendition (4.4.6.1), in the words of a playlist. */
public enum RenditionType {
    AUDIO("AUDIO"),
    VIDEO("VIDEO"),
    SUBTITLES("SUBTITLES"),
    CLOSED_CAPTIONS("CLOSED-CAPTIONS");

    private final String code;

    RenditionType(String code) {
        this.code = code;
    }

    /** As it is written. */
    String code() {
        return code;
    }

    /** The type that is written so; null if there is none. */
    static @Nullable RenditionType of(String code) {
        for (RenditionType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        return null;
    }
}
