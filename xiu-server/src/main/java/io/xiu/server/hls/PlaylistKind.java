package io.xiu.server.hls;

/** The playlists of a live stream. */
enum PlaylistKind {
    /** Of segments. */
    MEDIA,
    /** Of the one media playlist there is, with what a player has to know before it fetches it. */
    MULTIVARIANT
}
