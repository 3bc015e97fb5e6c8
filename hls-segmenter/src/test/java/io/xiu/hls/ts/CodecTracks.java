package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import java.util.HexFormat;
import java.util.List;

/** A track of every codec that MPEG-TS carries, and samples of them; records and headers as encoders write them. */
final class CodecTracks {
    private static final String AVCC =
            "014d400cffe10019674d400ceca0a0cfcf80880000030008000003019078a14cb001000468ce0fc8";
    private static final String HVCC =
            "0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959009"
                    + "a10001002b42010101600000030090000003000003003ca00a080c1f3e595912930bc05a020000030002000003003210"
                    + "a2000100064401c073c189";
    static final Track H264 = Track.video(1, Codec.H264, "avc1.4D400C", 320, 180, hex(AVCC));
    static final Track HEVC = Track.video(1, Codec.HEVC, "hvc1.1.6.L60.90", 320, 180, hex(HVCC));
    static final Track AAC = TestTracks.aac(48_000, 2, "1190");
    static final Track MP3 = TestTracks.mp3(48_000);
    static final Track AC3 = Track.audio(2, Codec.AC3, "ac-3", 48_000, 2, hex("1010c0"));
    static final Track EAC3 = Track.audio(2, Codec.EAC3, "ec-3", 48_000, 2, hex("0300200400"));
    static final Track OPUS = Track.audio(2, Codec.OPUS, "opus", 48_000, 2, hex("000200000000bb80000000"));
    static final List<Track> AUDIO = List.of(AAC, MP3, AC3, EAC3, OPUS);
    static final List<Track> ALL = List.of(H264, HEVC, AAC, MP3, AC3, EAC3, OPUS);

    private static final int HEVC_IDR = 19;
    private static final int HEVC_SLICE = 1;

    private CodecTracks() {}

    /** Sampling periods in a frame of {@link #audio}. */
    static int frameSamples(Track track) {
        return switch (track.codec()) {
            case AAC -> 1_024;
            case MP3 -> 1_152;
            case AC3, EAC3 -> 1_536;
            default -> 960;
        };
    }

    /** A frame; of AAC and Opus of so many bytes, of the others of as many as their headers say. */
    static Sample audio(Track track, long dts90k, int bytes) {
        ByteBuf data = Unpooled.buffer();
        switch (track.codec()) {
            case MP3 -> fill(data.writeInt(0xFFFB7464), 288);
            case AC3 -> fill(data.writeLong(0x0B7738900C4043E1L), 384);
            case EAC3 -> fill(data.writeLong(0x0B7700BF3487C000L), 384);
            case OPUS -> fill(data.writeByte(0xFC), bytes);
            default -> fill(data, bytes);
        }
        return new Sample(track, dts90k, dts90k, true, data);
    }

    /** An access unit of one slice. */
    static Sample video(Track track, long dts90k, long pts90k, boolean key, int bytes) {
        return new Sample(track, dts90k, pts90k, key, TestSamples.accessUnit(slice(track, key, bytes)));
    }

    static byte[] slice(Track track, boolean key, int bytes) {
        byte[] unit = TestSamples.nalUnit(key ? TestSamples.IDR : TestSamples.SLICE, bytes);
        if (track.codec() == Codec.HEVC) {
            unit[0] = (byte) ((key ? HEVC_IDR : HEVC_SLICE) << 1);
            unit[1] = 1;
        }
        return unit;
    }

    static Sample sample(Track track, long dts90k, boolean key) {
        return track.kind() == TrackKind.VIDEO ? video(track, dts90k, dts90k, key, 120) : audio(track, dts90k, 90);
    }

    private static void fill(ByteBuf data, int bytes) {
        while (data.readableBytes() < bytes) {
            data.writeByte(data.readableBytes() % 200);
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
