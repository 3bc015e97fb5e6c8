package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xiu.relay.DeliverySettings;
import io.xiu.relay.RelaySettings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A source that falls silent, and publishers that come to the node that pulls from it. */
class PullRivalsTest {
    private static final String RIVAL = "another publisher has the name here";

    /** A publisher that is silent for half a second is dropped. */
    private static final RelaySettings HURRIED = new RelaySettings(
            1,
            2_000,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            DeliverySettings.DEFAULT);

    @Test
    void aPublisherThatComesHereTakesOverFromASilentSource() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode(TestNode.QUICK).pullsFrom(far.endpoint())) {
            far.stranger = true; // so that no answer to a ping is a sign of life
            far.publish().begin();
            TestViewer viewer = near.play();
            viewer.await("key0");

            near.publish().begin().key(40, "local");

            viewer.await("local");
            await().until(far.connections::isEmpty);
            assertThat(viewer.calls).containsExactly("started");
            assertThat(near.lines).containsExactly("works", "broken");
            assertThat(near.reasons).containsExactly(RIVAL);
        }
    }

    @Test
    void aSourceIsLeftWhileAPublisherThatCameHereLives() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pullsFrom(far.endpoint())) {
            TestPublisher source = far.publish();
            TestViewer viewer = near.play();
            await().until(() -> !Objects.requireNonNull(far.hub.find(TestNode.KEY))
                    .viewers()
                    .isEmpty());
            TestPublisher local = near.publish().begin();
            viewer.await("key0");

            source.key(0, "remote");

            AtomicInteger millis = new AtomicInteger();
            await().until(() -> {
                local.inter(millis.addAndGet(40), "alive");
                return near.lines.contains("broken");
            });
            await().until(far.connections::isEmpty);
            assertThat(near.reasons).containsExactly(RIVAL);
            assertThat(viewer.received()).doesNotContain("remote");
        }
    }

    @Test
    void aSourceThatIsSilentForTooLongIsConnectedToAnew() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode(HURRIED).pullsFrom(far.endpoint())) {
            far.stranger = true;
            far.publish().begin();
            TestViewer viewer = near.play();
            viewer.await("key0");

            await().until(() -> near.lines.contains("back"));

            assertThat(near.lines).startsWith("works", "broken", "back");
            assertThat(near.reasons).containsOnly("no data comes");
            assertThat(viewer.calls).containsExactly("started");
        }
    }
}
