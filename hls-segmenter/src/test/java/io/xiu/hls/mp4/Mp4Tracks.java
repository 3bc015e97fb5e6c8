package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import java.util.HexFormat;
import java.util.List;

/** Tracks of every codec and samples for tests. */
final class Mp4Tracks {
    static final Track VIDEO = of(Codec.H264, 1);
    static final Track AUDIO = of(Codec.AAC, 2);
    static final Track OPUS = of(Codec.OPUS, 3);

    private Mp4Tracks() {}

    /** A track with a configuration as short as it may be: 640 x 360, or 44,100 Hz (by rule or habit: 48,000). */
    static Track of(Codec codec, int id) {
        return of(codec, id, HexFormat.of().parseHex(configuration(codec)));
    }

    static Track of(Codec codec, int id, byte[] configuration) {
        if (codec.kind() == TrackKind.VIDEO) {
            return Track.video(id, codec, "", 640, 360, configuration);
        }
        boolean broadcast = codec == Codec.OPUS || codec == Codec.AC3 || codec == Codec.EAC3;
        return Track.audio(id, codec, "", broadcast ? 48_000 : 44_100, 2, configuration);
    }

    static String configuration(Codec codec) {
        return switch (codec) {
            case H264 -> "01640015ffe1001a67640015acd941e08feb0110000003001000000303c8f162d96001000568ebecb22c";
            case HEVC -> "01" + "01" + "60000000" + "900000000000" + "5d" + "f000fcfdf8f800000f00";
            case VVC -> "fe00";
            case AV1 -> "81000c00";
            case VP9 -> "01000000" + "000a820202020000";
            case VP8 -> "01000000" + "0000800202020000";
            case AAC -> "1210";
            case MP3 -> "";
            case AC3 -> "101160";
            case EAC3 -> "0600200400";
            case OPUS -> "00" + "02" + "0138" + "0000bb80" + "0000" + "00";
            case FLAC -> "00000000" + "80000022" + "12001200" + "000000000000" + "0ac442f000000000" + "00".repeat(16);
        };
    }

    static Mp4Muxer muxer(Track... tracks) {
        try {
            return new Mp4Muxer(List.of(tracks));
        } catch (TrackException e) {
            throw new AssertionError(e);
        }
    }

    /** A sample presented as it is decoded, of bytes that count up. */
    static Sample sample(Track track, long dts90k, boolean sync, int bytes) {
        return sample(track, dts90k, dts90k, sync, bytes);
    }

    static Sample sample(Track track, long dts90k, long pts90k, boolean sync, int bytes) {
        ByteBuf data = Unpooled.buffer(bytes);
        for (int i = 0; i < bytes; i++) {
            data.writeByte(i);
        }
        return new Sample(track, dts90k, pts90k, sync, data);
    }

    static byte[] initialization(Mp4Muxer muxer) {
        ByteBuf out = Unpooled.buffer();
        muxer.writeInitialization(out);
        return bytes(out);
    }

    /** The fragment of what waits, at the start of a segment. */
    static byte[] fragment(Mp4Muxer muxer, long endDts90k) {
        ByteBuf out = Unpooled.buffer();
        muxer.writeFragment(out, endDts90k, true, null);
        return bytes(out);
    }

    static byte[] bytes(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        out.release();
        return bytes;
    }
}
