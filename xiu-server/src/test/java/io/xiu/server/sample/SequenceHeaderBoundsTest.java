package io.xiu.server.sample;

import static io.xiu.server.sample.DropCounts.Reason.CONFIGURATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.codec.FlacConfiguration;
import io.xiu.flv.codec.Octets;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;

/** How much a sequence header may say, to the byte and to the hertz. */
class SequenceHeaderBoundsTest {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_HERTZ = 768_000;

    private final AdapterScene scene = new AdapterScene(Container.FRAGMENTED_MP4, true);

    private void take(MediaKind kind, ByteBuf body) {
        scene.frame(new MediaFrame(kind, MediaFrame.Role.HEADER, 0, body));
    }

    /** The sequence header with zeros behind it, so that its payload has so many bytes. */
    private static ByteBuf padded(ByteBuf header, int headerBytes, int payloadBytes) {
        int missing = payloadBytes - (header.readableBytes() - headerBytes);
        ByteBuf padded = Unpooled.buffer().writeBytes(header).writeZero(missing);
        header.release();
        return padded;
    }

    /** FLAC of two channels: its records have 20 bits for the sample rate. */
    private static ByteBuf flac(int hertz) {
        ByteBuf body = Hex.bytes("90 'fLaC'");
        new FlacConfiguration(4_096, 4_096, 0, 0, hertz, 2, 24, 0, Octets.of(new byte[16]), true).write(body);
        return body;
    }

    @Test
    void asManyBytesAsAllowedAreReadAndNoneMore() {
        take(MediaKind.VIDEO, padded(Tags.videoHeader(), 5, MAX_BYTES));
        assertThat(scene.take()).containsExactly("tracks [Track[1: H264 \"avc1.64001F\", 0x0]]");
        take(MediaKind.VIDEO, padded(Tags.videoHeader(), 5, MAX_BYTES + 1));
        assertThat(scene.drops(CONFIGURATION)).isOne();
        assertThat(scene.calls())
                .containsExactly(
                        "tracks []",
                        "unsupported: H264 sequence header of 16385 bytes",
                        "log: H264 sequence header of 16385 bytes");
    }

    @Test
    void aByteMoreIsToldAsWhatIsWrong() {
        take(MediaKind.VIDEO, padded(Tags.videoHeader(), 5, MAX_BYTES + 1));
        assertThat(scene.calls())
                .containsExactly(
                        "unsupported: H264 sequence header of 16385 bytes", "log: H264 sequence header of 16385 bytes");
    }

    @Test
    void aSampleRateAsHighAsAllowedIsTakenAndNoneHigher() {
        take(MediaKind.AUDIO, flac(MAX_HERTZ));
        assertThat(scene.take()).containsExactly("tracks [Track[2: FLAC \"fLaC\", 768000 Hz, 2 channels]]");
        take(MediaKind.AUDIO, flac(MAX_HERTZ + 1));
        assertThat(scene.drops(CONFIGURATION)).isOne();
        assertThat(scene.calls()).containsExactly("tracks []");
    }
}
