package io.xiu.relay.link;

import io.netty.channel.EventLoop;
import io.xiu.relay.FrameReader;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Loop;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.ClientSettings;
import io.xiu.rtmp.session.StreamName;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One connection after another to one server, for as long as a live stream lives. Confined to one event loop, but for
 * {@link #start}.
 *
 * <pre>
 *          start                connected                 media flows
 *   (new) -------> CONNECTING ------------> NEGOTIATING ---------------> WORKING
 *                   ^      |                    |                           |
 *        retry time |      | fails              | refused, too slow         | lost, silent, stalled
 *                   |      v                    v                           |
 *                   +--- WAITING &lt;--------------+---------------------------+
 *
 *   any state --the live stream has ended, or a loop was found--> STOPPED
 * </pre>
 */
abstract class Link {
    private static final RandomGenerator RANDOM = new SecureRandom();

    private final LinkNetwork network;
    private final LinkInfo info;
    private final LiveStream stream;
    private final EventLoop eventLoop;
    private final Loop loop;
    private final LinkReport report;
    private @Nullable LinkConnection connection;
    private int failures;
    private long workingSince;
    private boolean working;
    private boolean stopped;

    Link(LinkNetwork network, LinkInfo info, LiveStream stream) {
        this.network = network;
        this.info = info;
        this.stream = stream;
        this.eventLoop = network.nextEventLoop();
        this.loop = network.loop(eventLoop);
        this.report = new LinkReport(network.listener(), info);
    }

    /** What the connection is for: a publish or a play of this name. */
    abstract void request(ClientSession session, StreamName name);

    /** Takes the request back. */
    abstract void withdraw(ClientSession session);

    /** The processes passed before this one. */
    abstract RelayPath passed();

    /** Whether the live stream could use this link now. */
    abstract boolean needed();

    /** An answer of the server's, or media, other than a refusal of the connection. */
    abstract void event(ClientEvent event, LinkConnection from);

    /** The connection is gone, or will be. */
    abstract void disconnected();

    void bytesReceived() {}

    /** The path leads in a circle or is too long, and nothing will change that for this live stream. */
    void looped() {}

    /** Begins to connect; ends by itself with the live stream. Any thread. */
    final void start() {
        loop.execute(this::attempt);
        stream.read(new FrameReader() {
            @Override
            public void frame(MediaFrame frame) {}

            @Override
            public void ended() {
                loop.execute(Link.this::streamEnded);
            }
        });
    }

    /** The live stream is over; called on the loop, maybe before the last media was written. */
    void streamEnded() {
        stop();
    }

    final Loop loop() {
        return loop;
    }

    final LiveStream stream() {
        return stream;
    }

    final LinkInfo info() {
        return info;
    }

    private void attempt() {
        if (stopped) {
            return;
        }
        if (!needed()) {
            loop.schedule(this::attempt, network.settings().lastRetry().toNanos());
            return;
        }
        RelayPath passed = passed();
        if (passed.isFull()) {
            looped();
            giveUp("it has passed " + RelayPath.MAX_NODES + " nodes");
            return;
        }
        String app = stream.key().app();
        ClientSession session = new ClientSession(
                ClientSettings.of(app, "rtmp://" + info.remote() + '/' + app)
                        .withExtraConnectProperties(passed.with(network.own()).property()),
                RANDOM);
        request(session, new StreamName(stream.key().name(), ""));
        LinkConnection next = new LinkConnection(this, session, network.settings(), loop);
        connection = next;
        network.lookUp(info.remote(), failures)
                .whenCompleteAsync((address, failure) -> found(next, address, failure), loop);
    }

    private void found(LinkConnection by, @Nullable InetSocketAddress address, @Nullable Throwable failure) {
        if (connection != by) {
            return;
        }
        if (address == null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            over(by, cause instanceof TimeoutException ? "the look-up of its name takes too long" : "no such host");
            return;
        }
        by.open(network.connect(eventLoop, address, by.handler()));
    }

    /** The server answered connect. */
    final void received(ClientEvent event, LinkConnection from) {
        if (connection != from) {
            from.discard(event);
        } else if (event instanceof ClientEvent.ConnectRejected rejected) {
            if (rejected.description().equals(RelayPath.LOOP)) {
                looped();
                giveUp(RelayPath.LOOP);
            } else {
                fail(reason(rejected.code(), rejected.description()));
            }
        } else {
            event(event, from);
        }
    }

    static String reason(String code, String description) {
        return description.isEmpty() ? code : code + " (" + description + ")";
    }

    /** Media flows from now on. */
    final void works() {
        working = true;
        workingSince = loop.nanoTime();
        report.working();
    }

    /** Gives the present connection up and tries again later. */
    final void fail(String reason) {
        LinkConnection failed = connection;
        if (failed != null) {
            over(failed, reason);
            failed.close();
        }
    }

    /** The connection is of no more use; without effect for one that was given up before. */
    final void over(LinkConnection ended, String reason) {
        if (connection != ended) {
            return;
        }
        connection = null;
        Duration lastRetry = network.settings().lastRetry();
        if (working && loop.nanoTime() - workingSince > lastRetry.toNanos()) {
            failures = 0;
        }
        working = false;
        disconnected();
        if (!stopped) {
            report.broken(reason);
            loop.schedule(this::attempt, pause().toNanos());
            failures++;
        }
    }

    private Duration pause() {
        LinkSettings settings = network.settings();
        long longest = settings.lastRetry().toNanos();
        long pause = settings.firstRetry().toNanos();
        for (int i = 0; i < failures && pause < longest; i++) {
            pause *= 2;
        }
        pause = Math.min(pause, longest);
        return Duration.ofNanos(pause / 2 + RANDOM.nextLong(pause / 2 + 1));
    }

    private void giveUp(String reason) {
        report.refused(reason);
        stop();
    }

    /** Ends the link for good. */
    final void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        LinkConnection last = connection;
        if (last != null) {
            withdraw(last.session());
            over(last, "");
            last.close();
        }
    }
}
