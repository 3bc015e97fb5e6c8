package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xiu.relay.RelaySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PushRelayTest {
    @Test
    void beginsWithHeadersAndTheNewestGopAndFollows() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode()) {
            near.pushesTo(far.endpoint());
            TestPublisher publisher =
                    near.publish().begin().inter(40, "inter1").key(80, "key1").inter(120, "inter2");
            await().until(far::hasStream);
            TestViewer viewer = far.play();
            viewer.await("inter2");
            publisher.inter(160, "inter3").key(200, "key2");

            viewer.await("key2");
            assertThat(viewer.received()).contains("onMetaData", "avcc", "asc", "key1", "inter2", "inter3");
            assertThat(near.lines).containsExactly("works");
        }
    }

    @Test
    void joinsALateTargetAtTheNewestSyncPoint() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode()) {
            far.die();
            near.pushesTo(far.endpoint());
            TestPublisher publisher = near.publish().begin().inter(40, "old").key(80, "fresh");
            await().until(() -> near.lines.contains("broken"));

            far.revive();
            await().until(far::hasStream);
            TestViewer viewer = far.play();
            viewer.await("fresh");
            publisher.inter(120, "next");

            viewer.await("next");
            assertThat(viewer.received()).contains("avcc", "asc", "fresh").doesNotContain("old");
            assertThat(near.lines).containsExactly("broken", "back");
        }
    }

    @Test
    void connectsAgainWithOneLineWhenItBreaksAndOneWhenItIsBack() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pushesTo(far.endpoint())) {
            TestPublisher publisher = near.publish().begin();
            await().until(far::hasStream);
            TestViewer viewer = far.play();
            viewer.await("key0");

            far.die();
            await().until(() -> near.lines.contains("broken"));
            await().pollDelay(Duration.ofMillis(300)).until(() -> true); // for retries that must not be told of
            far.revive();
            await().until(() -> near.lines.contains("back"));
            publisher.key(80, "afterwards");

            viewer.await("afterwards");
            assertThat(near.lines).containsExactly("works", "broken", "back");
        }
    }

    @Test
    void retriesWhenTheNameIsInUse() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pushesTo(far.endpoint())) {
            far.publishesToRefuse.set(3);

            near.publish().begin();

            await().until(far::hasStream);
            await().until(() -> near.lines.contains("back"));
            assertThat(near.lines).containsExactly("broken", "back");
            assertThat(near.reasons).singleElement().asString().contains("NetStream.Publish.BadName");
        }
    }

    @Test
    void endsThePublishWhenTheStreamEnds() {
        try (TestNode far = new TestNode(RelaySettings.DEFAULT.withHold(Duration.ZERO));
                TestNode near = new TestNode().pushesTo(far.endpoint())) {
            TestPublisher publisher = near.publish().begin();
            await().until(far::hasStream);
            TestViewer viewer = far.play();
            viewer.await("key0");

            publisher.key(40, "last").endStream();

            await().until(() -> viewer.calls.contains("ended"));
            assertThat(viewer.received()).endsWith("last");
            await().until(far.connections::isEmpty);
            assertThat(near.lines).containsExactly("works");
        }
    }

    @Test
    void staysConnectedWhileTheStreamIsHeld() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pushesTo(far.endpoint())) {
            TestPublisher first = near.publish().begin();
            await().until(far::hasStream);
            TestViewer viewer = far.play();
            viewer.await("key0");

            first.end();
            near.publish().begin().key(40, "again");

            viewer.await("again");
            assertThat(viewer.calls).containsExactly("started");
            assertThat(near.lines).containsExactly("works");
        }
    }

    @Test
    void stopsTryingWhenTheStreamEnds() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode()) {
            far.die();
            near.pushesTo(far.endpoint());
            TestPublisher publisher = near.publish().begin();
            await().until(() -> near.lines.contains("broken"));

            publisher.endStream();
            await().until(() -> !near.hasStream());
            far.revive();

            await().during(Duration.ofMillis(300)).until(far.connections::isEmpty);
        }
    }

    @Test
    void leavesANodeThatGivesNoSignOfLifeAndComesBack() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().with(TestNode.IMPATIENCE)) {
            try (TestWire cut = new TestWire(far.endpoint())) {
                near.pushesTo(cut.endpoint());
                near.publish().begin();
                await().until(() -> near.lines.contains("works"));

                cut.swallow();

                await().until(() -> near.lines.contains("back"));
                assertThat(near.lines).containsExactly("works", "broken", "back");
                assertThat(near.reasons).containsExactly("no sign of life");
            }
        }
    }

    @Test
    void sendsNoPingToAServerOfAnotherKind() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode()) {
            far.stranger = true;
            try (TestWire between = new TestWire(far.endpoint())) {
                near.pushesTo(between.endpoint());
                near.publish().begin();
                await().until(far::hasStream);
                TestViewer viewer = far.play();
                viewer.await("key0"); // nothing more is to be said

                long before = between.bytes();

                await().during(Duration.ofMillis(900)).until(() -> between.bytes() == before);
                assertThat(near.lines).containsExactly("works");
            }
        }
    }

    @Test
    void aStreamThatComesBackIsRefusedOnce() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode()) {
            near.pushesTo(far.endpoint());
            far.pushesTo(near.endpoint());

            near.publish().begin();

            await().until(() -> far.lines.contains("refused: relay loop"));
            await().during(Duration.ofMillis(400)).until(() -> near.connections.isEmpty());
            assertThat(near.lines).containsExactly("works");
            assertThat(far.lines).containsExactly("refused: relay loop");
            assertThat(near.loopsFound).hasValue(1);
            assertThat(far.loopsFound).hasValue(0);
        }
    }

    @Test
    void aRingOfThreeEndsByItself() {
        try (TestNode a = new TestNode();
                TestNode b = new TestNode();
                TestNode c = new TestNode()) {
            a.pushesTo(b.endpoint());
            b.pushesTo(c.endpoint());
            c.pushesTo(a.endpoint());

            a.publish().begin();

            await().until(() -> c.lines.contains("refused: relay loop"));
            await().during(Duration.ofMillis(400)).until(a.connections::isEmpty);
            assertThat(a.lines).containsExactly("works");
            assertThat(b.lines).containsExactly("works");
            assertThat(c.lines).containsExactly("refused: relay loop");
            assertThat(a.loopsFound).hasValue(1);
        }
    }

    @Test
    void aStreamThatHasPassedEightNodesGoesNoFurther() {
        try (TestNode far = new TestNode();
                TestNode near = new TestNode().pushesTo(far.endpoint())) {
            near.publish("a", "b", "c", "d", "e", "f", "g", "h").begin();

            await().until(() -> near.lines.contains("refused: it has passed 8 nodes"));
            await().during(Duration.ofMillis(200)).until(far.connections::isEmpty);
            assertThat(near.lines).hasSize(1);
        }
    }

    @Test
    void aHostThatDoesNotExistIsOneLine() {
        String tooLong = "x".repeat(64) + ".invalid"; // no name server need be asked
        try (TestNode near = new TestNode().pushesTo(new Endpoint(tooLong, 1935))) {
            near.publish().begin();

            await().until(() -> near.lines.contains("broken"));
            await().during(Duration.ofMillis(300)).until(() -> near.lines.size() == 1);
            assertThat(near.reasons).containsExactly("no such host");
        }
    }
}
