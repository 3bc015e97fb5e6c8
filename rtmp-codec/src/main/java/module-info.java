/** RTMP: handshake, chunk streams, messages, sessions, and Netty handlers on top. */
@org.jspecify.annotations.NullMarked
module io.xiu.rtmp {
    requires static org.jspecify;
    requires transitive io.netty.buffer;
    requires transitive io.xiu.amf;
}
