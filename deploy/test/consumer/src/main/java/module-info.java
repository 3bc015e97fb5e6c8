/** What a stranger's application says it needs. */
module org.example.consumer {
    requires io.netty.common;
    requires io.xiu.flv;
    requires io.xiu.hls;
    requires io.xiu.relay;
}
