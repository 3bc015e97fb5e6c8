/** AMF0 and AMF3 values, read from and written to Netty buffers. */
@org.jspecify.annotations.NullMarked
module io.xiu.amf {
    requires static transitive org.jspecify;
    requires transitive io.netty.buffer;

    exports io.xiu.amf;
}
