/** Live streams, their fan-out to viewers, and relays between nodes. */
@org.jspecify.annotations.NullMarked
module io.xiu.relay {
    requires static org.jspecify;
    requires transitive io.xiu.rtmp;
    requires transitive io.xiu.flv;
    requires org.slf4j;

    exports io.xiu.relay;
}
