package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.AudioHeader;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.VideoCodec;
import io.xiu.flv.VideoHeader;
import io.xiu.flv.VideoPacketType;
import io.xiu.hls.Codec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one track has in a tag, whether that is of video or of audio.
 *
 * @param codec null if it is none that is known here
 * @param codecText what logs call it
 * @param content what the payload is
 * @param decisive whether the codec is to be taken for that of the track from here on: a sequence header says so, a key
 *     frame, and any sound in a codec that is known
 * @param dts90k in 1/90,000 s
 * @param pts90k in 1/90,000 s
 * @param payload borrowed
 */
record TagPacket(
        @Nullable Codec codec,
        Supplier<String> codecText,
        Content content,
        boolean decisive,
        long dts90k,
        long pts90k,
        ByteBuf payload) {
    private static final int CLOCK_90K_PER_MILLI = 90;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What a payload is. */
    enum Content {
        SEQUENCE_HEADER,
        FRAME,
        /** A frame that decoding can start at. */
        KEY_FRAME,
        /** Nothing to be stored. */
        OTHER
    }

    static TagPacket video(TrackPacket<VideoHeader> packet, long timestampMillis, ByteBuf body) {
        VideoHeader header = packet.header();
        Content content = Content.OTHER;
        if (header.packetType() == VideoPacketType.SEQUENCE_START) {
            content = Content.SEQUENCE_HEADER;
        } else if (header.isFrame()) {
            content = header.isKeyFrame() ? Content.KEY_FRAME : Content.FRAME;
        }
        long dts90k = dts90k(timestampMillis, header.nanosecondOffset());
        return new TagPacket(
                codec(header.codec()),
                () -> text(header),
                content,
                content == Content.SEQUENCE_HEADER || content == Content.KEY_FRAME,
                dts90k,
                dts90k + (long) header.compositionTimeMillis() * CLOCK_90K_PER_MILLI,
                packet.payload(body));
    }

    static TagPacket audio(TrackPacket<AudioHeader> packet, long timestampMillis, ByteBuf body) {
        AudioHeader header = packet.header();
        Content content = header.isFrame()
                ? Content.KEY_FRAME
                : header.isSequenceHeader() ? Content.SEQUENCE_HEADER : Content.OTHER;
        long dts90k = dts90k(timestampMillis, header.nanosecondOffset());
        return new TagPacket(
                codec(header.codec()),
                () -> text(header),
                content,
                header.codec() != AudioCodec.UNKNOWN && content != Content.OTHER,
                dts90k,
                dts90k,
                packet.payload(body));
    }

    boolean isFrame() {
        return content == Content.FRAME || content == Content.KEY_FRAME;
    }

    boolean isKeyFrame() {
        return content == Content.KEY_FRAME;
    }

    private static long dts90k(long timestampMillis, long nanosecondOffset) {
        return timestampMillis * CLOCK_90K_PER_MILLI + nanosecondOffset * CLOCK_90K_PER_MILLI / NANOS_PER_MILLI;
    }

    private static String text(VideoHeader header) {
        boolean known = header.codec() != VideoCodec.UNKNOWN;
        return "video codec " + (known ? header.codec().name() : code(header.enhanced(), header.codecCode()));
    }

    private static String text(AudioHeader header) {
        boolean known = header.codec() != AudioCodec.UNKNOWN;
        return "audio codec " + (known ? header.codec().name() : code(header.enhanced(), header.codecCode()));
    }

    private static String code(boolean enhanced, int code) {
        return enhanced ? "0x%08X".formatted(code) : "number " + code;
    }

    private static @Nullable Codec codec(VideoCodec codec) {
        return switch (codec) {
            case AVC -> Codec.H264;
            case HEVC -> Codec.HEVC;
            case VVC -> Codec.VVC;
            case AV1 -> Codec.AV1;
            case VP9 -> Codec.VP9;
            case VP8 -> Codec.VP8;
            default -> null;
        };
    }

    private static @Nullable Codec codec(AudioCodec codec) {
        return switch (codec) {
            case AAC -> Codec.AAC;
            case MP3 -> Codec.MP3;
            case OPUS -> Codec.OPUS;
            case FLAC -> Codec.FLAC;
            case AC3 -> Codec.AC3;
            case EAC3 -> Codec.EAC3;
            default -> null;
        };
    }
}
