package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.testing.Hex;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderRobustnessTest {
    /** Reads a body in every way; what it returns must lie within the body. Nothing but an FlvException may be thrown. */
    private static void readAsAnything(byte[] bytes, String what) {
        ByteBuf body = Unpooled.wrappedBuffer(bytes);
        try {
            assertWithin(TrackPackets.video(body), body, what);
        } catch (FlvException e) {
            assertThat(e.reason()).as(what).isNotNull();
        }
        try {
            assertWithin(TrackPackets.audio(body), body, what);
        } catch (FlvException e) {
            assertThat(e.reason()).as(what).isNotNull();
        }
    }

    private static void assertWithin(List<? extends TrackPacket<?>> packets, ByteBuf body, String what) {
        for (TrackPacket<?> packet : packets) {
            assertThat(packet.length()).as(what).isNotNegative();
            assertThat(packet.offset() + packet.length()).as(what).isLessThanOrEqualTo(body.readableBytes());
        }
    }

    @Test
    void everyFirstAndSecondByteIsReadOrRefusedAtEveryShortLength() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                for (int length = 0; length <= 5; length++) {
                    byte[] bytes = new byte[length];
                    if (length > 0) {
                        bytes[0] = (byte) first;
                    }
                    if (length > 1) {
                        bytes[1] = (byte) second;
                    }
                    readAsAnything(bytes, first + " " + second + " " + length);
                }
            }
        }
    }

    @Test
    void randomBytesAreReadOrRefused() {
        String[] openings = {"96 11 'hvc1'", "96 21", "95 11 'mp4a'", "95 21", "97", "91 'avc1'", ""};
        for (long seed = 1; seed <= 50_000; seed++) {
            Random random = new Random(seed);
            ByteBuf opening = Hex.bytes(openings[random.nextInt(openings.length)]);
            byte[] bytes = new byte[opening.readableBytes() + random.nextInt(40)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextBoolean() ? (byte) (bytes[i] & 7) : bytes[i];
            }
            opening.readBytes(bytes, 0, opening.readableBytes());
            readAsAnything(bytes, "seed " + seed);
        }
    }
}
