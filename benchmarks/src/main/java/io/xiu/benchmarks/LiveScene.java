package io.xiu.benchmarks;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.relay.Hub;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.RtmpFormat;
import io.xiu.relay.StreamKey;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.ViewerInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A live stream with a publisher and RTMP viewers on one loop, whose connections take every byte at once. */
final class LiveScene implements PublisherListener {
    private static final StreamKey KEY = new StreamKey("live", "benchmark");
    private static final RtmpFormat FORMAT = new RtmpFormat(1, RtmpFormat.Peer.PLAYER, TrackSelection.ALL);
    private static final int FOOTAGE_MILLIS = 8_000;

    private final TurnedLoop loop = new TurnedLoop();
    private final Hub hub = new Hub(RelaySettings.DEFAULT, ByteBufAllocator.DEFAULT);
    private final Footage footage = new Footage();
    private final List<DiscardingSink> viewers = new ArrayList<>();
    private @Nullable Publication publication;
    private int beginMillis;

    LiveScene(int viewerCount) {
        hub.publish(KEY, new PublisherInfo("publisher", "", Instant.EPOCH, false, List.of()), loop, this);
        loop.turn();
        for (int i = 0; i < viewerCount; i++) {
            DiscardingSink sink = new DiscardingSink();
            viewers.add(sink);
            ViewerInfo info = new ViewerInfo("viewer" + i, ViewerInfo.Kind.RTMP, "", Instant.EPOCH);
            hub.play(KEY, FORMAT, loop, sink, info, List.of());
        }
        publishInRounds();
    }

    Footage footage() {
        return footage;
    }

    /**
     * Publishes all of the footage, as the continuation of what came before, with a round of delivery for each message.
     *
     * @return how many bytes all viewers together have got since the beginning
     */
    long publishInRounds() {
        for (Footage.Message message : footage.messages()) {
            publish(message);
            loop.turn();
        }
        return next();
    }

    /** The same with one round of delivery for all of it. */
    long publishAtOnce() {
        footage.messages().forEach(this::publish);
        loop.turn();
        return next();
    }

    void release() {
        hub.endAll();
        loop.turn();
        footage.release();
    }

    private void publish(Footage.Message message) {
        if (publication == null) {
            throw new IllegalStateException("the publisher wasn't accepted");
        }
        message.body().retain();
        publication.publish(message.kind(), beginMillis + message.timestampMillis(), message.body());
    }

    private long next() {
        beginMillis += FOOTAGE_MILLIS;
        loop.advance(TimeUnit.MILLISECONDS.toNanos(FOOTAGE_MILLIS));
        return viewers.stream().mapToLong(DiscardingSink::bytes).sum();
    }

    @Override
    public void accepted(Publication accepted) {
        publication = accepted;
    }

    @Override
    public void refused() {}

    @Override
    public void dropped(Reason reason) {
        publication = null;
    }
}
