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
import org.junit.jupiter.api.Test;

final class MemoryWatchdogTest {
    private static final int FRAME_BYTES = 100_000;
    private static final long MEBIBYTE = 1 << 20;

    private final HandLoop loop = new HandLoop();
    private final Hub hub = new Hub(RelaySettings.DEFAULT, ByteBufAllocator.DEFAULT);
    private final MadeUpMemory memory = new MadeUpMemory();
    private final MemoryWatchdog watchdog = new MemoryWatchdog(memory, 85, hub);
    private final List<String> shed = new ArrayList<>();
    private final Map<String, SlowSink> sinks = new HashMap<>();

    @AfterEach
    void close() {
        hub.endAll();
        loop.advance(Duration.ofSeconds(1));
        assertThat(hub.heldBytes()).isZero();
    }

    @Test
    void justUnderTheLimitEverybodyComesInAndNobodyIsShed() {
        Publisher publisher = publish("a");
        watch("a", "slow");
        fallBehind(publisher, "slow", 10);
        memory.use(85 * MEBIBYTE - 1);
        check();
        assertThat(watchdog.admitsViewer()).isTrue();
        assertThat(watchdog.admitsPublisher()).isTrue();
        assertThat(shed).isEmpty();
        assertThat(watchdog.shedViewers()).isZero();
        assertThat(watchdog.refusedViewers()).isZero();
    }

    @Test
    void atTheLimitNewViewersAreRefusedAndThoseWhoLagGoSlowestFirst() {
        Publisher publisher = publish("a");
        watch("a", "healthy");
        watch("a", "slow");
        fallBehind(publisher, "slow", 10);
        watch("a", "slower");
        sink("slower").takes = false;
        fallBehind(publisher, "slow", 1);
        memory.use(85 * MEBIBYTE);
        check();
        assertThat(watchdog.admitsViewer()).isFalse();
        assertThat(watchdog.admitsPublisher()).as("publishers come last").isTrue();
        assertThat(watchdog.refusedViewers()).isOne();
        assertThat(shed).startsWith("slow").doesNotContain("healthy");
        check();
        check();
        assertThat(shed).doesNotHaveDuplicates().doesNotContain("healthy");
        assertThat(watchdog.shedViewers()).isEqualTo(shed.size());
        assertThat(hub.streams()).hasSize(1);
    }

    @Test
    void whoLagsLessThanHalfOfTheSlowestStaysForTheNextCheck() {
        Publisher one = publish("a");
        Publisher other = publish("b");
        watch("a", "much");
        watch("b", "little");
        fallBehind(one, "much", 30);
        fallBehind(other, "little", 10);
        memory.use(90 * MEBIBYTE);
        check();
        assertThat(shed).containsExactly("much");
        check();
        assertThat(shed).containsExactly("much", "little");
        assertThat(watchdog.shedViewers()).isEqualTo(2);
    }

    @Test
    void sheddingEndsAsSoonAsThereIsEnough() {
        Publisher one = publish("a");
        Publisher other = publish("b");
        watch("a", "much");
        watch("b", "little");
        fallBehind(one, "much", 30);
        fallBehind(other, "little", 10);
        memory.use(90 * MEBIBYTE);
        check();
        memory.use(84 * MEBIBYTE);
        check();
        assertThat(shed).containsExactly("much");
        assertThat(watchdog.admitsViewer()).as("still near the limit").isFalse();
        memory.use(83 * MEBIBYTE - 1);
        check();
        assertThat(watchdog.admitsViewer()).isTrue();
    }

    @Test
    void memoryThatLiesIdleInTheAllocatorCountsHalf() {
        memory.heldBytes = 70 * MEBIBYTE;
        memory.allocatedBytes = 100 * MEBIBYTE - 1;
        check();
        assertThat(watchdog.admitsViewer()).isTrue();
        memory.allocatedBytes = 100 * MEBIBYTE;
        check();
        assertThat(watchdog.admitsViewer()).isFalse();
    }

    @Test
    void whenNobodyLagsPublishersAreRefusedAndAfterAWhileTheLargestStreamEnds() {
        Publisher small = publish("small");
        Publisher large = publish("large");
        small.frames(2);
        large.frames(5);
        loop.settle();
        memory.use(92 * MEBIBYTE);
        for (int i = 0; i < 20; i++) {
            check();
        }
        assertThat(watchdog.admitsPublisher()).isTrue();
        assertThat(hub.streams()).hasSize(2);
        memory.use(93 * MEBIBYTE);
        for (int i = 0; i < 4; i++) {
            check();
        }
        assertThat(watchdog.admitsPublisher()).isFalse();
        assertThat(watchdog.refusedPublishers()).isOne();
        assertThat(hub.streams()).hasSize(2);
        check();
        assertThat(watchdog.endedStreams()).isOne();
        assertThat(hub.streams())
                .singleElement()
                .extracting(stream -> stream.key().name())
                .isEqualTo("small");
    }

    private void check() {
        watchdog.check();
        loop.settle();
    }

    /** A connection that sends video, the first frame a key frame. */
    private static final class Publisher implements PublisherListener {
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
                byte[] body = new byte[FRAME_BYTES];
                body[0] = (byte) (sent == 0 ? 0x17 : 0x27);
                body[1] = 1;
                Objects.requireNonNull(publication).publish(MediaKind.VIDEO, sent++ * 40, Unpooled.wrappedBuffer(body));
            }
        }
    }

    private Publisher publish(String name) {
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

    private void watch(String name, String viewer) {
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

    private SlowSink sink(String viewer) {
        return Objects.requireNonNull(sinks.get(viewer));
    }

    private void fallBehind(Publisher publisher, String viewer, int frames) {
        sink(viewer).takes = false;
        publisher.frames(frames);
        loop.advance(Duration.ofMillis(100));
    }
}
