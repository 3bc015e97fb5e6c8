package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.message.MediaKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A hub with a publisher and viewers on loops that a test turns by hand. */
final class Scene {
    static final StreamKey KEY = new StreamKey("live", "test");
    static final PublisherInfo PUBLISHER = new PublisherInfo("p", "test", Instant.EPOCH, false, List.of());
    static final ViewerInfo VIEWER = new ViewerInfo("v", ViewerInfo.Kind.HTTP_FLV, "test", Instant.EPOCH);

    final TestLoop.Clock clock = new TestLoop.Clock();
    final TestLoop publisherLoop = clock.loop();
    final TestLoop viewerLoop = clock.loop();
    final TestLoop otherLoop = clock.loop();
    final Hub hub;

    Scene(RelaySettings settings) {
        hub = new Hub(settings, PooledByteBufAllocator.DEFAULT);
    }

    Scene() {
        this(RelaySettings.DEFAULT);
    }

    /** With pauses between rounds of delivery of at least and at most so many milliseconds. */
    static Scene merging(int minMillis, int maxMillis) {
        return new Scene(RelaySettings.DEFAULT.withDelivery(new DeliverySettings(
                4 << 20,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofMillis(minMillis),
                Duration.ofMillis(maxMillis))));
    }

    /** A publisher's connection: remembers what it is told. */
    static final class TestPublisher implements PublisherListener {
        final List<String> calls = new ArrayList<>();
        final List<Boolean> watched = new ArrayList<>();
        private @Nullable Publication publication;

        @Override
        public void accepted(Publication accepted) {
            publication = accepted;
            calls.add("accepted");
        }

        @Override
        public void watched(boolean anybody) {
            watched.add(anybody);
        }

        @Override
        public void refused() {
            calls.add("refused");
        }

        @Override
        public void dropped(Reason reason) {
            calls.add("dropped " + reason);
        }

        Publication publication() {
            return Objects.requireNonNull(publication);
        }

        void video(int timestampMillis, String name) {
            send(MediaKind.VIDEO, timestampMillis, (name.startsWith("key") ? "\27" : "'") + "\1\0\0\0" + name);
        }

        void videoHeader(int timestampMillis, String name) {
            send(MediaKind.VIDEO, timestampMillis, "\27\0\0\0\0" + name);
        }

        void audio(int timestampMillis, String name) {
            send(MediaKind.AUDIO, timestampMillis, "\u00af\1" + name);
        }

        void audioHeader(int timestampMillis, String name) {
            send(MediaKind.AUDIO, timestampMillis, "\u00af\0" + name);
        }

        void metadata(String text) {
            send(MediaKind.DATA, 0, "\2\0\12onMetaData" + text);
        }

        private void send(MediaKind kind, int timestampMillis, String body) {
            ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.ISO_8859_1);
            publication().publish(kind, timestampMillis, bytes);
        }
    }

    TestPublisher publish(Loop loop) {
        return publish(loop, false);
    }

    TestPublisher publish(Loop loop, boolean pulled) {
        TestPublisher publisher = new TestPublisher();
        hub.publish(KEY, new PublisherInfo("p", "test", Instant.EPOCH, pulled, List.of()), loop, publisher);
        clock.settle();
        return publisher;
    }

    Viewer play(TestSink sink, Loop loop) {
        Viewer viewer = hub.play(KEY, new FlvFormat(TrackSelection.ALL), loop, sink, VIEWER, List.of());
        sink.leavesOnEnd = viewer;
        clock.settle();
        return viewer;
    }

    /** The live stream, which has to be there. */
    LiveStream stream() {
        return Objects.requireNonNull(hub.find(KEY));
    }

    void advance(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    /** Ends every stream, so that each buffer must have been given back. */
    void close() {
        hub.endAll();
        advance(1_000);
    }
}
