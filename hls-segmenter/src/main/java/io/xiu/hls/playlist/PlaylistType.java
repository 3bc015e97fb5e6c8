package io.xiu.hls.playlist;

/** EXT-X-PLAYLIST-TYPE (4.4.3.5). */
public enum PlaylistType {
    /** Segments are only ever added. */
    EVENT,
    /** Nothing changes. */
    VOD;

    /**
     * The type that is written so.
     *
     * @throws IllegalArgumentException if there is none
     */
    static PlaylistType of(String code) {
        for (PlaylistType type : values()) {
            if (type.name().equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException("not a playlist type: " + Syntax.shown(code));
    }
}
