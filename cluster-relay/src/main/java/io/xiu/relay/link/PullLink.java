package io.xiu.relay.link;

import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.PublisherInfo;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gets one live stream from one server: a publisher whose connection is a player's. */
final class PullLink extends Link {
    private final Hub hub;
    private final RelayPath passed;
    private final Runnable onLoop;
    private @Nullable PullIntake intake;
    private List<String> upstream = List.of();

    /** @param looped what to do when the path turns out to be a circle */
    PullLink(LinkNetwork network, Hub hub, LiveStream stream, Endpoint upstream, RelayPath passed, Runnable looped) {
        super(network, new LinkInfo(LinkInfo.Direction.PULL, stream.key(), upstream), stream);
        this.hub = hub;
        this.passed = passed;
        this.onLoop = looped;
    }

    @Override
    void request(ClientSession session, StreamName name) {
        session.play(name);
    }

    @Override
    void withdraw(ClientSession session) {
        session.stopPlaying();
    }

    @Override
    RelayPath passed() {
        return passed;
    }

    /** Not while somebody publishes the stream here. */
    @Override
    boolean needed() {
        return stream().state() != LiveStream.State.LIVE;
    }

    @Override
    void event(ClientEvent event, LinkConnection from) {
        if (event instanceof ClientEvent.Connected) {
            NodeId node = from.node();
            upstream = node == null ? List.of() : List.of(node.text());
            intake = new PullIntake(this, from);
        } else if (event instanceof ClientEvent.MediaReceived media && intake != null) {
            intake.receive(media.message());
        } else if (event instanceof ClientEvent.PlayRejected rejected) {
            fail(reason(rejected.code(), rejected.description()));
        } else if (event instanceof ClientEvent.StreamEnded ended) {
            fail(ended.code());
        } else {
            from.discard(event);
        }
    }

    /** Asks to be the live stream's publisher. */
    void claim(PullIntake by) {
        PublisherInfo who = new PublisherInfo(
                UUID.randomUUID().toString(), info().remote().toString(), Instant.now(), true, upstream);
        hub.publish(stream(), who, loop(), by);
    }

    @Override
    void bytesReceived() {
        if (intake != null) {
            intake.heard();
        }
    }

    @Override
    void disconnected() {
        PullIntake ended = intake;
        intake = null;
        if (ended != null) {
            ended.end();
        }
    }

    @Override
    void looped() {
        onLoop.run();
        if (stream().state() == LiveStream.State.WANTED) {
            stream().endNow();
        }
    }
}
