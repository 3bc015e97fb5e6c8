package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xiu.amf.AmfNull;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.config.DeliveryConfig;
import io.xiu.server.config.TransportConfig.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Viewers whose connections take nothing for a while or for ever, also where the kernel has no options for them. */
@Timeout(90)
final class SlowViewerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "live/slow";
    private static final int GOP_FRAMES = Footage.GOP_MILLIS / Footage.VIDEO_FRAME_MILLIS;

    /** With it, three GOPs are more than the buffers of a connection's two ends hold. */
    private static final int PADDING = 100_000;

    /** Five frames: far less than the smaller of the limits on lag. */
    private static final int BATCH_MILLIS = 5 * Footage.VIDEO_FRAME_MILLIS;

    private static final int MUCH = 64 << 20;
    private static final int LITTLE = 2 << 20;

    private static TestServer server(Kind kind, int lagBytes, int stallSeconds) {
        return TestServer.withDelivery(new DeliveryConfig(0, 350, lagBytes, 60_000, stallSeconds, 16 << 20, 85), kind);
    }

    /** Sends three GOPs of long frames, no faster than a viewer that reads them. */
    private static void sendMuch(RtmpPeer publisher, Footage footage, FlvPeer healthy) {
        for (long until = Footage.GOP_MILLIS; until < 4 * Footage.GOP_MILLIS; ) {
            until += BATCH_MILLIS;
            publisher.send(Footage.padded(footage.until(until), PADDING));
            healthy.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
        }
    }

    private static void awaitLogged(TestServer server, String pattern) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.log()).anyMatch(line -> line.matches(pattern)));
    }

    private static List<Integer> numbers(List<Recording.Frame> frames) {
        return frames.stream().map(Recording.Frame::number).toList();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void whoReadsOnBeforeTheLimitOnLagHasMissedNothing(Kind kind) throws Exception {
        Footage footage = Footage.both();
        try (TestServer server = server(kind, MUCH, 60)) {
            RtmpPeer publisher = Streams.publish(server, KEY, footage);
            String address;
            try (FlvPeer healthy = server.flv(KEY);
                    SlowPeer slow = new SlowPeer(server.httpPort(), "/" + KEY + ".flv")) {
                address = slow.address();
                slow.readUntil(GOP_FRAMES - 1);
                sendMuch(publisher, footage, healthy);
                publisher.send(footage.until(6 * Footage.GOP_MILLIS));
                slow.readUntil(6 * GOP_FRAMES - 1);
                assertThat(numbers(slow.frames())).isEqualTo(upTo(6 * GOP_FRAMES));
            }
            awaitLogged(server, "stop " + KEY + " for " + address + " after \\d+ bytes, 0 jumps");
            publisher.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void whoReadsOnAfterTheLimitOnLagGetsWholeMessagesAndAKeyFrameFirst(Kind kind) throws Exception {
        Footage footage = Footage.both();
        try (TestServer server = server(kind, LITTLE, 60)) {
            RtmpPeer publisher = Streams.publish(server, KEY, footage);
            String address;
            try (FlvPeer healthy = server.flv(KEY);
                    SlowPeer slow = new SlowPeer(server.httpPort(), "/" + KEY + ".flv")) {
                address = slow.address();
                slow.readUntil(GOP_FRAMES - 1);
                sendMuch(publisher, footage, healthy);
                publisher.send(footage.until(6 * Footage.GOP_MILLIS));
                slow.readUntil(6 * GOP_FRAMES - 1);
                List<Integer> numbers = numbers(slow.frames());
                assertThat(numbers).startsWith(0).hasSizeLessThan(6 * GOP_FRAMES);
                for (int i = 1; i < numbers.size(); i++) {
                    int number = numbers.get(i);
                    assertThat(number == numbers.get(i - 1) + 1 || number % GOP_FRAMES == 0)
                            .as("frame %d after %d", number, numbers.get(i - 1))
                            .isTrue();
                }
                healthy.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
                assertThat(numbers(healthy.recording().frames(MediaKind.VIDEO))).isEqualTo(upTo(6 * GOP_FRAMES));
            }
            awaitLogged(server, "stop " + KEY + " for " + address + " after \\d+ bytes, [1-9]\\d* jumps");
            publisher.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void whoTakesNothingIsClosedAfterTheStallLimitAndNobodyElse(Kind kind) throws Exception {
        Footage footage = Footage.both();
        int limitSeconds = 3;
        try (TestServer server = server(kind, LITTLE, limitSeconds)) {
            RtmpPeer publisher = Streams.publish(server, KEY, footage);
            try (FlvPeer healthy = server.flv(KEY);
                    SlowPeer flv = new SlowPeer(server.httpPort(), "/" + KEY + ".flv");
                    RawRtmp rtmp = new RawRtmp(server.rtmpPort())) {
                rtmp.createStream("live").command(1, "play", 0, AmfNull.INSTANCE, "slow");
                awaitLogged(server, "play " + KEY + " from " + rtmp.address() + " .*");
                long before = System.nanoTime();
                sendMuch(publisher, footage, healthy);
                awaitLogged(server, "closed " + flv.address() + ": it took no byte for too long");
                awaitLogged(server, "closed " + rtmp.address() + ": it took no byte for too long");
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(limitSeconds));
                publisher.send(footage.until(5 * Footage.GOP_MILLIS));
                healthy.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
                assertThat(numbers(healthy.recording().frames(MediaKind.VIDEO))).isEqualTo(upTo(5 * GOP_FRAMES));
            }
            publisher.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void whoDoesNotTakeTheEndOfAStreamIsLetGo(Kind kind) throws Exception {
        Footage footage = Footage.both();
        try (TestServer server = server(kind, MUCH, 4)) {
            RtmpPeer publisher = Streams.publish(server, KEY, footage);
            try (FlvPeer healthy = server.flv(KEY);
                    SlowPeer slow = new SlowPeer(server.httpPort(), "/" + KEY + ".flv")) {
                publisher.send(Footage.padded(footage.until(4 * Footage.GOP_MILLIS), PADDING));
                publisher.unpublish();
                healthy.awaitEnd();
                awaitLogged(server, "closed " + slow.address() + ": it did not take the end of the stream");
            }
            publisher.close();
        }
    }
}
