/** Live streams, their fan-out to viewers, and relays between nodes. */
@org.jspecify.annotations.NullMarked
module io.xiu.relay {
    requires static transitive org.jspecify;
    requires transitive io.xiu.rtmp;
    requires transitive io.xiu.flv;
    requires io.netty.common;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;

    exports io.xiu.relay;
    exports io.xiu.relay.link;
}
