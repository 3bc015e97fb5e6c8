/** RTMP: handshake, chunk streams, messages, sessions, and Netty handlers on top. */
@org.jspecify.annotations.NullMarked
module io.xiu.rtmp {
    requires static transitive org.jspecify;
    requires transitive io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires static io.netty.handler;
    requires transitive io.netty.transport;
    requires transitive io.xiu.amf;

    exports io.xiu.rtmp;
    exports io.xiu.rtmp.chunk;
    exports io.xiu.rtmp.handshake;
    exports io.xiu.rtmp.message;
    exports io.xiu.rtmp.netty;
    exports io.xiu.rtmp.session;
}
