package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.rtmp.message.MediaKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Eight seconds of a stream of 2.2 Mb/s as messages: 30 pictures of H.264 a second, a key frame every 2 s, and as many
 * frames of AAC. The media's bytes are random, their headers real.
 */
final class Footage {
    /** How many messages there are, half of them audio. */
    static final int MESSAGES = 480;

    private static final int FRAMES_PER_SECOND = 30;
    private static final int KEY_FRAME_EVERY = 60;
    private static final int KEY_FRAME_BYTES = 60_000;
    private static final int FRAME_BYTES = 7_500;
    private static final int AUDIO_BYTES = 370;
    private static final int KEY_FRAME_HEADER = 0x17;
    private static final int FRAME_HEADER = 0x27;
    private static final int IDR_SLICE = 0x65;
    private static final int SLICE = 0x41;
    private static final int CODED_FRAMES = 1;
    private static final int VIDEO_HEADER_BYTES = 5;
    private static final int NAL_LENGTH_BYTES = 4;
    private static final int AUDIO_HEADER = 0xAF;
    private static final int AUDIO_HEADER_BYTES = 2;
    private static final byte[] DECODER_CONFIGURATION = HexFormat.of()
            .parseHex("01640015ffe1001a67640015acd941e08feb0110000003001000000303c8f162d96001000568ebecb22c");

    private static final Track VIDEO = Track.video(1, Codec.H264, "avc1.640015", 480, 270, DECODER_CONFIGURATION);
    private static final Track AUDIO =
            Track.audio(2, Codec.AAC, "mp4a.40.2", 44_100, 2, HexFormat.of().parseHex("1210"));

    private final List<Message> messages = new ArrayList<>();

    /** A message and what is in it. */
    record Message(MediaKind kind, int timestampMillis, boolean keyFrame, ByteBuf body) {
        /** Which of {@link #tracks} it belongs to. */
        Track track() {
            return kind == MediaKind.VIDEO ? VIDEO : AUDIO;
        }

        /** The picture or the sound without the header of the message: as ISO-BMFF stores it. */
        ByteBuf media() {
            int header = kind == MediaKind.VIDEO ? VIDEO_HEADER_BYTES : AUDIO_HEADER_BYTES;
            return body.slice(header, body.readableBytes() - header);
        }
    }

    Footage() {
        SplittableRandom random = new SplittableRandom(1);
        for (int frame = 0; frame < MESSAGES / 2; frame++) {
            int timestampMillis = frame * 1000 / FRAMES_PER_SECOND;
            boolean key = frame % KEY_FRAME_EVERY == 0;
            messages.add(new Message(MediaKind.VIDEO, timestampMillis, key, picture(key, random)));
            messages.add(new Message(MediaKind.AUDIO, timestampMillis, false, sound(random)));
        }
    }

    List<Message> messages() {
        return messages;
    }

    /** The bytes of all bodies. */
    int bodyBytes() {
        return messages.stream()
                .mapToInt(message -> message.body().readableBytes())
                .sum();
    }

    /** The bodies one behind the other, in memory outside the heap. */
    ByteBuf bodies() {
        ByteBuf all = Unpooled.directBuffer(bodyBytes());
        messages.forEach(message -> all.writeBytes(message.body().duplicate()));
        return all;
    }

    /** What a decoder needs to know of the pictures and the sound. */
    static List<Track> tracks() {
        return List.of(VIDEO, AUDIO);
    }

    void release() {
        messages.forEach(message -> message.body().release());
    }

    private static ByteBuf picture(boolean key, SplittableRandom random) {
        int length = key ? KEY_FRAME_BYTES : FRAME_BYTES;
        ByteBuf body = Unpooled.directBuffer(length)
                .writeByte(key ? KEY_FRAME_HEADER : FRAME_HEADER)
                .writeByte(CODED_FRAMES)
                .writeMedium(0)
                .writeInt(length - VIDEO_HEADER_BYTES - NAL_LENGTH_BYTES)
                .writeByte(key ? IDR_SLICE : SLICE);
        return fill(body, length, random);
    }

    private static ByteBuf sound(SplittableRandom random) {
        ByteBuf body =
                Unpooled.directBuffer(AUDIO_BYTES).writeByte(AUDIO_HEADER).writeByte(CODED_FRAMES);
        return fill(body, AUDIO_BYTES, random);
    }

    private static ByteBuf fill(ByteBuf body, int length, SplittableRandom random) {
        byte[] rest = new byte[length - body.readableBytes()];
        random.nextBytes(rest);
        return body.writeBytes(rest);
    }
}
