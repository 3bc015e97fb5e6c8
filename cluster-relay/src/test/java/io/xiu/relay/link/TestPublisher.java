package io.xiu.relay.link;

import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.rtmp.message.MediaKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A publisher inside a node's process. Its methods are for the test's thread. */
final class TestPublisher implements PublisherListener {
    private final TestNode node;
    private volatile @Nullable Publication publication;

    TestPublisher(TestNode node, List<String> path) {
        this.node = node;
        node.hub.publish(TestNode.KEY, new PublisherInfo("p", "test", Instant.EPOCH, false, path), node.loop, this);
        await().until(() -> publication != null);
    }

    @Override
    public void accepted(Publication accepted) {
        publication = accepted;
    }

    @Override
    public void refused() {
        throw new AssertionError("refused");
    }

    @Override
    public void dropped(Reason reason) {}

    /** Metadata, both sequence headers, and a key frame. */
    TestPublisher begin() {
        return send(MediaKind.DATA, 0, "\2\0\12onMetaData")
                .send(MediaKind.VIDEO, 0, "\27\0\0\0\0avcc")
                .send(MediaKind.AUDIO, 0, "\u00af\0asc")
                .key(0, "key0");
    }

    TestPublisher key(int timestampMillis, String name) {
        return send(MediaKind.VIDEO, timestampMillis, "\27\1\0\0\0" + name);
    }

    TestPublisher inter(int timestampMillis, String name) {
        return send(MediaKind.VIDEO, timestampMillis, "'\1\0\0\0" + name);
    }

    private TestPublisher send(MediaKind kind, int timestampMillis, String body) {
        Publication to = Objects.requireNonNull(publication);
        node.loop.execute(
                () -> to.publish(kind, timestampMillis, Unpooled.copiedBuffer(body, StandardCharsets.ISO_8859_1)));
        return this;
    }

    void end() {
        Publication to = Objects.requireNonNull(publication);
        node.loop.execute(to::end);
    }

    void endStream() {
        Publication to = Objects.requireNonNull(publication);
        node.loop.execute(to::endStream);
    }
}
