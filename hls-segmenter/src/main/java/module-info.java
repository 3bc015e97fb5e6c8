/** MPEG-TS and fragmented MP4, HLS segments and playlists. */
@org.jspecify.annotations.NullMarked
module io.xiu.hls {
    requires static transitive org.jspecify;
    requires transitive io.netty.buffer;

    exports io.xiu.hls;
    exports io.xiu.hls.mp4;
    exports io.xiu.hls.playlist;
    exports io.xiu.hls.segment;
    exports io.xiu.hls.ts;
}
