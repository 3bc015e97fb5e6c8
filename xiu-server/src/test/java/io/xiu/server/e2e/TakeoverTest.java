package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.ClientEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two publishers under one name. */
@Timeout(60)
final class TakeoverTest {
    private static final String KEY = "live/wanted";
    private static final Duration TAKEOVER = Duration.ofSeconds(2);

    @Test
    void aSecondPublisherIsRefusedAsSoonAsTheFirstSendsAnything() {
        try (TestServer server = TestServer.start()) {
            Footage footage = Footage.both();
            RtmpPeer first = Streams.publish(server, KEY, footage);
            RtmpPeer viewer = server.play(KEY);
            Streams.awaitFirstGop(viewer.recording());

            RtmpPeer second = server.publish(KEY);
            for (int round = 1; second.isOpen(); round++) {
                first.send(footage.until(Footage.GOP_MILLIS + round * Footage.VIDEO_FRAME_MILLIS));
                viewer.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
            }
            assertThat(second.await(ClientEvent.PublishRejected.class).code()).isEqualTo("NetStream.Publish.BadName");
            second.awaitClosed();
            assertThat(first.isOpen()).isTrue();
            Continuity.check(viewer.recording());
        }
    }

    @Test
    void aSecondPublisherTakesOverFromASilentOneAndViewersStay() {
        try (TestServer server = TestServer.start()) {
            RtmpPeer first = Streams.publish(server, KEY, Footage.both());
            RtmpPeer viewer = server.play(KEY);
            Streams.awaitFirstGop(viewer.recording());

            long before = System.nanoTime();
            RtmpPeer second = Streams.publish(server, KEY, Footage.both());
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(TAKEOVER, TAKEOVER.multipliedBy(4));
            first.awaitClosed();
            viewer.recording().awaitFrames(MediaKind.VIDEO, 2 * Footage.GOP_MILLIS / Footage.VIDEO_FRAME_MILLIS);
            assertThat(viewer.isOpen()).isTrue();
            assertThat(second.isOpen()).isTrue();
        }
    }
}
