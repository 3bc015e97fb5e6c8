/** FLV: tags, their audio and video headers, script data, and files. */
@org.jspecify.annotations.NullMarked
module io.xiu.flv {
    requires static transitive org.jspecify;
    requires transitive io.netty.buffer;
    requires io.netty.common;
    requires transitive io.xiu.amf;

    exports io.xiu.flv;
    exports io.xiu.flv.codec;
    exports io.xiu.flv.file;
}
