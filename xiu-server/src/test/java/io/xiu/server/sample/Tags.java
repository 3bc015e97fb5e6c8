package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.testing.Hex;

/** FLV tag bodies as publishers send them, with as little in them as a segmenter needs. */
public final class Tags {
    public static final String AVCC = "01 64001f ff e1 0004 6764001f 01 0002 68ee";
    public static final String OTHER_AVCC = "01 640028 ff e1 0004 67640028 01 0002 68ee";
    public static final String ASC = "1210";
    public static final String OTHER_ASC = "1190";
    public static final String MP3_FRAME = "fffb9000 00000000";
    public static final String KEY_SLICE = "00000005 65 88000000";
    public static final String SLICE = "00000005 41 9a000000";

    private Tags() {}

    public static ByteBuf videoHeader() {
        return videoHeader(AVCC);
    }

    public static ByteBuf videoHeader(String record) {
        return Hex.bytes("17 00 000000" + record);
    }

    public static ByteBuf key() {
        return key(0);
    }

    public static ByteBuf key(int compositionMillis) {
        return Hex.bytes("17 01" + medium(compositionMillis) + KEY_SLICE);
    }

    public static ByteBuf inter(int compositionMillis) {
        return Hex.bytes("27 01" + medium(compositionMillis) + SLICE);
    }

    public static ByteBuf audioHeader() {
        return audioHeader(ASC);
    }

    public static ByteBuf audioHeader(String config) {
        return Hex.bytes("af 00" + config);
    }

    public static ByteBuf audio() {
        return Hex.bytes("af 01 21100456");
    }

    public static ByteBuf mp3() {
        return Hex.bytes("2f" + MP3_FRAME);
    }

    public static ByteBuf av1Header() {
        return Hex.bytes("90 'av01' 81000c00");
    }

    public static ByteBuf av1Key() {
        return Hex.bytes("91 'av01' 12000a0b");
    }

    public static ByteBuf opus() {
        return Hex.bytes("91 'Opus' fc010203");
    }

    private static String medium(int value) {
        return " %06x ".formatted(value & 0xFFFFFF);
    }
}
