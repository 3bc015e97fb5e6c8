package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.FrameReader;
import io.xiu.relay.LiveStream;
import io.xiu.relay.MediaFrame;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PullRelayTest {
    @Test
    void beginsWithTheFirstViewerAndGivesItHeadersAndTheNewestGop() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pullsFrom(far.endpoint())) {
            TestPublisher publisher = far.publish().begin().inter(40, "inter1").key(80, "key1");
            assertThat(far.connections.size()).isZero();

            TestViewer viewer = near.play();
            viewer.await("key1");
            publisher.inter(120, "inter2");

            viewer.await("inter2");
            assertThat(viewer.received()).contains("onMetaData", "avcc", "asc").doesNotContain("key0");
            assertThat(viewer.received()).doesNotContain("RtmpSampleAccess", "NetStreamDataStart");
            assertThat(near.lines).containsExactly("works");
            assertThat(Objects.requireNonNull(stream(near).publisher()).path()).containsExactly(far.id.text());
        }
    }

    @Test
    void aSecondViewerSharesTheConnection() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pullsFrom(far.endpoint())) {
            far.publish().begin();

            TestViewer first = near.play();
            TestViewer second = near.play();

            first.await("key0");
            second.await("key0");
            assertThat(far.connections.size()).isOne();
        }
    }

    @Test
    void stopsAWhileAfterTheLastViewerHasLeft() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode(TestNode.QUICK).pullsFrom(far.endpoint())) {
            far.publish().begin();
            TestViewer viewer = near.play();
            viewer.await("key0");

            viewer.leave();

            await().until(far.connections::isEmpty);
            await().until(() -> stream(far).viewers().isEmpty());
            assertThat(near.hasStream()).isFalse();
            assertThat(stream(far).state()).isEqualTo(LiveStream.State.LIVE);
            assertThat(near.lines).containsExactly("works");
        }
    }

    @Test
    void refusesTheViewersOfAnAbsentStreamAfterTheWait() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode(TestNode.QUICK).pullsFrom(far.endpoint())) {
            TestViewer viewer = near.play();

            await().until(() -> viewer.calls.contains("refused"));
            await().until(() -> !near.hasStream());
            await().until(far.connections::isEmpty);
            assertThat(near.lines).containsExactly("broken");
            assertThat(near.reasons).singleElement().asString().contains("NetStream.Play.StreamNotFound");
        }
    }

    @Test
    void aViewerThatComesBeforeThePublisherIsServedWhenItComes() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pullsFrom(far.endpoint())) {
            TestViewer viewer = near.play();
            await().until(() -> near.lines.contains("broken"));

            far.publish().begin();

            viewer.await("key0");
            assertThat(near.lines).containsExactly("broken", "back");
        }
    }

    @Test
    void connectsAgainWhenTheFarSideHasDiedAndViewersStay() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pullsFrom(far.endpoint())) {
            TestPublisher publisher = far.publish().begin();
            TestViewer viewer = near.play();
            viewer.await("key0");

            far.die();
            far.revive();
            publisher.key(40, "afterwards");

            viewer.await("afterwards");
            assertThat(viewer.calls).containsExactly("started");
            assertThat(near.lines).containsExactly("works", "broken", "back");
        }
    }

    @Test
    void endsWithAStreamThatDoesNotComeBack() {
        try (TestNode far = new TestNode(TestNode.QUICK);
                TestNode near = new TestNode(TestNode.QUICK).pullsFrom(far.endpoint())) {
            TestPublisher publisher = far.publish().begin();
            TestViewer viewer = near.play();
            viewer.await("key0");

            publisher.end();

            await().until(() -> viewer.calls.contains("ended"));
            await().until(far.connections::isEmpty);
            assertThat(near.lines).containsExactly("works", "broken");
        }
    }

    @Test
    void leavesTheNameToAPublisherThatComesHere() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pullsFrom(far.endpoint())) {
            far.publish().begin();
            TestViewer viewer = near.play();
            viewer.await("key0");
            far.stranger = true;
            far.hub.endAll(); // from now on the far side has nothing
            await().until(() -> stream(near).state() == LiveStream.State.HELD);

            near.publish().begin().key(40, "local");

            viewer.await("local");
            await().until(far.connections::isEmpty);
            assertThat(viewer.calls).containsExactly("started");
        }
    }

    @Test
    void aTimelineSetAnewIsSeenOnThePullingNode() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pullsFrom(far.endpoint())) {
            TestPublisher first = far.publish().begin();
            TestViewer viewer = near.play();
            viewer.await("key0");
            List<String> frames = roles(near);

            first.end();
            far.publish().begin();

            await().until(() -> frames.contains("DISCONTINUITY"));
            assertThat(viewer.received()).doesNotContain("onXiuDiscontinuity");
        }
    }

    @Test
    void aTimelineSetAnewIsSeenOnTheNodePushedTo() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pushesTo(far.endpoint())) {
            TestPublisher first = near.publish().begin();
            await().until(far::hasStream);
            List<String> frames = roles(far);
            await().until(() -> frames.contains("HEADER"));

            first.end();
            near.publish().begin();

            await().until(() -> frames.contains("DISCONTINUITY"));
        }
    }

    @Test
    void wishesThatGoRoundInACircleAreRefused() {
        try (TestNode a = new TestNode(TestNode.QUICK);
                TestNode b = new TestNode(TestNode.QUICK)) {
            a.pullsFrom(b.endpoint());
            b.pullsFrom(a.endpoint());

            TestViewer viewer = a.play();

            await().until(() -> viewer.calls.contains("refused"));
            await().until(() -> !a.hasStream() && !b.hasStream());
            await().until(() -> a.connections.isEmpty() && b.connections.isEmpty());
            assertThat(b.lines).containsExactly("refused: relay loop");
            assertThat(a.lines).containsExactly("broken");
            assertThat(a.loopsFound).hasValue(1);
        }
    }

    @Test
    void aWishThatHasPassedEightNodesGoesNoFurther() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pullsFrom(far.endpoint())) {
            TestViewer viewer = near.play("a", "b", "c", "d", "e", "f", "g", "h");

            await().until(() -> viewer.calls.contains("refused"));
            assertThat(near.lines).containsExactly("refused: it has passed 8 nodes");
            assertThat(far.connections.size()).isZero();
        }
    }

    @Test
    void aChainOfPullsCarriesAStream() {
        try (TestNode a = new TestNode();
                TestNode b = new TestNode().pullsFrom(a.endpoint());
                TestNode c = new TestNode().pullsFrom(b.endpoint())) {
            a.publish().begin();

            TestViewer viewer = c.play();

            viewer.await("key0");
            assertThat(b.lines).containsExactly("works");
            assertThat(c.lines).containsExactly("works");
        }
    }

    @Test
    void aStreamThatPausesAtItsSourceIsKeptAliveByPings() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().with(TestNode.IMPATIENCE).pullsFrom(far.endpoint())) {
            far.publish().begin();
            TestViewer viewer = near.play();
            viewer.await("key0");

            await().during(TestNode.IMPATIENCE.silence().plus(Duration.ofMillis(500)))
                    .until(() -> stream(near).state() == LiveStream.State.LIVE);
            assertThat(near.lines).containsExactly("works");
        }
    }

    private static LiveStream stream(TestNode node) {
        return Objects.requireNonNull(node.hub.find(TestNode.KEY));
    }

    private static List<String> roles(TestNode node) {
        List<String> roles = new CopyOnWriteArrayList<>();
        stream(node).read(new FrameReader() {
            @Override
            public void frame(MediaFrame frame) {
                ByteBuf body = frame.body();
                roles.add(body.isReadable() ? frame.role().name() : "DISCONTINUITY");
            }

            @Override
            public void ended() {}
        });
        return roles;
    }
}
