package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.xiu.relay.FrameReader;
import io.xiu.relay.LiveStream;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.sample.Tags;
import io.xiu.server.testing.Logged;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A defect of HLS ends the HLS of one stream, and nothing else. */
class HlsDefectTest {
    private static final String DEFECT = "a defect made by a test";

    private final Failing allocator = new Failing();
    private final Scene scene = new Scene(HlsConfig.onPort(8080), allocator);
    private final Others others = new Others();

    /** Gives no buffer once told so. */
    private static final class Failing extends PooledByteBufAllocator {
        private boolean fails;

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            check();
            return super.newHeapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            check();
            return super.newDirectBuffer(initialCapacity, maxCapacity);
        }

        private void check() {
            if (fails) {
                throw new IllegalStateException(DEFECT);
            }
        }
    }

    /** Whoever reads the stream beside HLS, and after it. */
    private static final class Others implements FrameReader {
        private int frames;
        private boolean ended;

        @Override
        public void frame(MediaFrame frame) {
            frames++;
        }

        @Override
        public void ended() {
            ended = true;
        }
    }

    @AfterEach
    void close() {
        allocator.fails = false;
        scene.close();
        assertThat(scene.service.heldBytes()).isZero();
    }

    private void readBeside() {
        scene.live().read(others);
        scene.loop.settle();
    }

    @Test
    void inTheMiddleOfAStreamTheOthersGoOn() {
        scene.publish();
        scene.stream(Duration.ofSeconds(8));
        readBeside();
        try (Logged log = new Logged(StreamSegmenter.class)) {
            allocator.fails = true;
            scene.stream(Duration.ofSeconds(8));
            assertThat(log.lines()).containsExactly("ERROR live/test: HLS ends on a defect");
        }
        assertThat(scene.live().state()).isEqualTo(LiveStream.State.LIVE);
        assertThat(others.frames).isGreaterThanOrEqualTo(2 * 8 * 25);
        assertThat(scene.playlist()).contains(".ts\n").endsWith("#EXT-X-ENDLIST\n");
    }

    @Test
    void atTheEndOfAStreamTheOthersAreTold() {
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        scene.send(MediaKind.VIDEO, 0, Tags.key());
        scene.send(MediaKind.VIDEO, 40, Tags.inter(0));
        readBeside();
        try (Logged log = new Logged(StreamSegmenter.class)) {
            allocator.fails = true;
            scene.end();
            assertThat(log.lines()).containsExactly("ERROR live/test: HLS ends on a defect");
        }
        assertThat(others.ended).isTrue();
        assertThat(scene.hub.streams()).isEmpty();
        assertThat(scene.playlist()).isEqualTo("the stream has ended");
    }

    @Test
    void whileItIsLookedAfterTheNextLookIsTaken() {
        scene.publish();
        Objects.requireNonNull(scene.service.playlist(Scene.KEY, PlaylistKind.MEDIA, "bad", scene.loop, answer -> {
            throw new IllegalStateException(DEFECT);
        }));
        second();
        Scene.Asked good = scene.ask();
        try (Logged log = new Logged(HlsService.class)) {
            for (int i = 0; i < 20; i++) {
                second();
            }
            assertThat(log.lines()).containsExactly("ERROR live/test: HLS was not looked after");
        }
        assertThat(good.text()).isEqualTo("the stream has no segment yet");
    }

    /** A second in which the publisher gives a sign of life. */
    private void second() {
        scene.send(MediaKind.DATA, 0, Tags.audio());
        scene.advance(Duration.ofSeconds(1));
    }
}
