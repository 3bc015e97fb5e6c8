/** MPEG-TS muxing, HLS segments and playlists. */
@org.jspecify.annotations.NullMarked
module io.xiu.hls {
    requires static org.jspecify;
    requires transitive io.netty.buffer;
}
