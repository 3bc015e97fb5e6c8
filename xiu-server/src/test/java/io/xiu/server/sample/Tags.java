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
    /** 320x180. */
    public static final String AV1_SEQUENCE_HEADER = "0a0c 00000027f809f80598030010";

    public static final String AV1_FRAME = "3203 100000";
    public static final String HVCC = "01 01 60000000 900000000000 3f f000 fc fd f8 f8 0000 0f 03"
            + "a0 0001 0004 40010c01 a1 0001 0004 42010101 a2 0001 0003 4401c1";
    static final String VPCC = "01000000 00 0a 82 02 02 02 0000";
    static final String VP9_320X180 = "82 498342 2013f00b30 0000";
    static final String STREAMINFO = "1000 1000 000000 000000 0ac442f000000000 00000000000000000000000000000000";

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
        return Hex.bytes("90 'av01' 81040c00" + AV1_SEQUENCE_HEADER);
    }

    public static ByteBuf av1Key() {
        return Hex.bytes("91 'av01' 1200" + AV1_SEQUENCE_HEADER + AV1_FRAME);
    }

    public static ByteBuf av1Inter() {
        return Hex.bytes("a1 'av01' 1200" + AV1_FRAME);
    }

    public static ByteBuf hevcHeader() {
        return Hex.bytes("90 'hvc1'" + HVCC);
    }

    public static ByteBuf hevcKey() {
        return Hex.bytes("91 'hvc1' 000000 00000005 2601 880000");
    }

    public static ByteBuf hevcInter() {
        return Hex.bytes("a1 'hvc1' 000000 00000005 0201 9a0000");
    }

    /** Screen video, which nothing but FLV carries. */
    public static ByteBuf screen() {
        return Hex.bytes("13 0000");
    }

    public static ByteBuf opusHeader() {
        return Hex.bytes("90 'Opus' 'OpusHead' 01 02 3801 80bb0000 0000 00");
    }

    /** 20 ms. */
    public static ByteBuf opus() {
        return Hex.bytes("91 'Opus' fc010203");
    }

    public static ByteBuf flac() {
        return Hex.bytes("91 'fLaC' fff8c918");
    }

    private static String medium(int value) {
        return " %06x ".formatted(value & 0xFFFFFF);
    }
}
