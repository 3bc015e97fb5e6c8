package io.xiu.server.e2e;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Hex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Video of 25 frames a second with a key frame every 2 s, and AAC of 44,100 Hz: well-formed as far as a server looks, a
 * few bytes a frame. Each frame ends in its number, so that a lost one shows.
 */
final class Footage {
    static final int VIDEO_FRAME_MILLIS = 40;
    static final double AUDIO_FRAME_MILLIS = 1024_000 / 44_100.0;
    static final int GOP_MILLIS = 2_000;

    private static final String AVC_HEADER =
            "170000000001640015ffe1001a67640015acd941e08feb0110000003001000000303c8f162d96001000568ebecb22c";
    private static final String AAC_HEADER = "af001210";
    private static final String KEY_FRAME = "17010000000000000965";
    private static final String OTHER_FRAME = "27010000000000000941";
    private static final String AUDIO_FRAME = "af01";
    private static final int DIGITS = 8;

    /** Where the length of the NAL unit stands. */
    private static final int LENGTH_AT = 5;

    private static final int LARGE_BYTES = 1_000_000;

    private final boolean audio;
    private final boolean video;
    private int audioFrames;
    private int videoFrames;

    /** Something to send, at a time since the beginning. */
    record Message(MediaKind kind, long millis, ByteBuf body) {}

    private Footage(boolean audio, boolean video) {
        this.audio = audio;
        this.video = video;
    }

    static Footage both() {
        return new Footage(true, true);
    }

    static Footage audioOnly() {
        return new Footage(true, false);
    }

    static Footage videoOnly() {
        return new Footage(false, true);
    }

    /** Video of so many frames of a megabyte, the first a key frame. */
    static List<Message> large(int frames) {
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            ByteBuf body = Hex.bytes(i == 0 ? KEY_FRAME : OTHER_FRAME);
            body.writeZero(LARGE_BYTES - body.readableBytes());
            all.add(new Message(MediaKind.VIDEO, (long) i * VIDEO_FRAME_MILLIS, body));
        }
        return all;
    }

    /** The same messages, with video frames so much longer. */
    static List<Message> padded(List<Message> messages, int bytes) {
        return messages.stream()
                .map(message -> message.kind() == MediaKind.VIDEO
                        ? new Message(message.kind(), message.millis(), padded(message.body(), bytes))
                        : message)
                .toList();
    }

    private static ByteBuf padded(ByteBuf body, int bytes) {
        byte[] padding = new byte[bytes];
        Arrays.fill(padding, (byte) 0xFF);
        ByteBuf longer = Unpooled.buffer(body.readableBytes() + bytes);
        longer.writeBytes(body, 0, LENGTH_AT)
                .writeInt(1 + bytes + DIGITS)
                .writeByte(body.getByte(LENGTH_AT + Integer.BYTES))
                .writeBytes(padding)
                .writeBytes(body, body.readableBytes() - DIGITS, DIGITS);
        body.release();
        return longer;
    }

    /** The sequence headers, at time 0. */
    List<Message> headers() {
        List<Message> headers = new ArrayList<>();
        if (video) {
            headers.add(new Message(MediaKind.VIDEO, 0, Hex.bytes(AVC_HEADER)));
        }
        if (audio) {
            headers.add(new Message(MediaKind.AUDIO, 0, Hex.bytes(AAC_HEADER)));
        }
        return headers;
    }

    /** All frames before a time that were not given yet, in the order of their times. */
    List<Message> until(long millis) {
        List<Message> frames = new ArrayList<>();
        for (Message next = next(); next.millis() < millis; next = next()) {
            frames.add(next);
            if (next.kind() == MediaKind.VIDEO) {
                videoFrames++;
            } else {
                audioFrames++;
            }
        }
        return frames;
    }

    /** The number of the newest frame given. */
    int newest(MediaKind kind) {
        return (kind == MediaKind.AUDIO ? audioFrames : videoFrames) - 1;
    }

    private Message next() {
        long audioMillis = audio ? Math.round(audioFrames * AUDIO_FRAME_MILLIS) : Long.MAX_VALUE;
        long videoMillis = video ? (long) videoFrames * VIDEO_FRAME_MILLIS : Long.MAX_VALUE;
        if (audioMillis < videoMillis) {
            return new Message(MediaKind.AUDIO, audioMillis, frame(AUDIO_FRAME, audioFrames));
        }
        String prefix = videoMillis % GOP_MILLIS == 0 ? KEY_FRAME : OTHER_FRAME;
        return new Message(MediaKind.VIDEO, videoMillis, frame(prefix, videoFrames));
    }

    private static ByteBuf frame(String prefix, int number) {
        String digits = String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
        return Hex.bytes(prefix).writeBytes(digits.getBytes(StandardCharsets.US_ASCII));
    }

    /** The number of a frame made here. */
    static int number(byte[] body) {
        return Integer.parseInt(new String(body, body.length - DIGITS, DIGITS, StandardCharsets.US_ASCII));
    }
}
