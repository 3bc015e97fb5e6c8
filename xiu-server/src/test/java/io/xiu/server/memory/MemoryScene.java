package io.xiu.server.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.relay.FlvFormat;
import io.xiu.relay.Hub;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.StreamKey;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.ViewerInfo;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.testing.HandLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Streams, viewers that take all or nothing, and a watchdog whose memory the test makes up: 100 MiB, 85 % of them to use. */
abstract class MemoryScene {
    static final long MEBIBYTE = 1 << 20;
    private static final int FRAME_BYTES = 100_000;
    private static final int TAG_BYTES = 15;

    final HandLoop loop = new HandLoop();
    final Hub hub = new Hub(RelaySettings.DEFAULT, ByteBufAllocator.DEFAULT);
    final MadeUpMemory memory = new MadeUpMemory();
    final MemoryWatchdog watchdog = new MemoryWatchdog(memory, 85, hub);
    final List<String> shed = new ArrayList<>();
    private final Map<String, SlowSink> sinks = new HashMap<>();

    @AfterEach
    void close() {
        hub.endAll();
        loop.advance(Duration.ofSeconds(1));
        assertThat(hub.heldBytes()).isZero();
    }

    final void check() {
        watchdog.check();
        loop.settle();
    }

    /** A connection that sends video, the first frame a key frame. */
    static final class Publisher implements PublisherListener {
        private @Nullable Publication publication;
        private int sent;

        @Override
        public void accepted(Publication accepted) {
            publication = accepted;
        }

        @Override
        public void refused() {
            throw new AssertionError("refused");
        }

        @Override
        public void dropped(Reason reason) {
            publication = null;
        }

        void frames(int count) {
            for (int i = 0; i < count; i++) {
                frame(FRAME_BYTES);
            }
        }

        void frame(int bytes) {
            byte[] body = new byte[bytes];
            body[0] = (byte) (sent == 0 ? 0x17 : 0x27);
            body[1] = 1;
            Objects.requireNonNull(publication).publish(MediaKind.VIDEO, sent++ * 40, Unpooled.wrappedBuffer(body));
        }
    }

    final Publisher publish(String name) {
        Publisher publisher = new Publisher();
        hub.publish(
                new StreamKey("live", name),
                new PublisherInfo("p", "test", Instant.EPOCH, false, List.of()),
                loop,
                publisher);
        loop.settle();
        publisher.frames(1);
        loop.advance(Duration.ofSeconds(2)); // until the stream is known to have no audio
        return publisher;
    }

    final void watch(String name, String viewer) {
        SlowSink sink = new SlowSink(viewer, shed);
        sinks.put(viewer, sink);
        hub.play(
                new StreamKey("live", name),
                new FlvFormat(TrackSelection.ALL),
                loop,
                sink,
                new ViewerInfo(viewer, ViewerInfo.Kind.HTTP_FLV, "test", Instant.EPOCH),
                List.of());
        loop.settle();
    }

    final SlowSink sink(String viewer) {
        return Objects.requireNonNull(sinks.get(viewer));
    }

    final void fallBehind(Publisher publisher, String viewer, int frames) {
        sink(viewer).takes = false;
        publisher.frames(frames);
        loop.advance(Duration.ofMillis(100));
    }

    /** A stream of this name with one viewer, of the same name, for which exactly so many bytes wait. */
    final void lagBy(String name, long bytes) {
        Publisher publisher = publish(name);
        watch(name, name);
        sink(name).takes = false;
        publisher.frame((int) bytes - TAG_BYTES);
        loop.advance(Duration.ofMillis(100));
        assertThat(Objects.requireNonNull(hub.find(new StreamKey("live", name))).viewers())
                .singleElement()
                .extracting(viewer -> viewer.statistics().lagBytes())
                .isEqualTo(bytes);
    }
}
