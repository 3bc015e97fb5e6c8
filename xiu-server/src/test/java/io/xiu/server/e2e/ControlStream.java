package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.message.MediaKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A stream that is published and watched in real time while something else happens to its server. */
final class ControlStream implements AutoCloseable {
    private static final String KEY = "live/control";

    private final Footage footage = Footage.both();
    private final RtmpPeer publisher;
    private final RtmpPeer rtmp;
    private final FlvPeer flv;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> sending;
    private long sentMillis = Footage.GOP_MILLIS;

    ControlStream(TestServer server) {
        publisher = Streams.publish(server, KEY, footage);
        rtmp = server.play(KEY);
        flv = server.flv(KEY);
        recordings().forEach(Streams::awaitFirstGop);
        sending = clock.scheduleAtFixedRate(
                this::send, Footage.VIDEO_FRAME_MILLIS, Footage.VIDEO_FRAME_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void send() {
        sentMillis += Footage.VIDEO_FRAME_MILLIS;
        publisher.send(footage.until(sentMillis));
    }

    private List<Recording> recordings() {
        return List.of(rtmp.recording(), flv.recording());
    }

    /** Blocks until every viewer has got one more frame. */
    void awaitNext() {
        for (Recording recording : recordings()) {
            recording.awaitFrames(
                    MediaKind.VIDEO, recording.frames(MediaKind.VIDEO).size() + 1);
        }
    }

    /** Ends the stream; fails if a viewer missed a frame or was disconnected. */
    @Override
    public void close() throws IOException {
        sending.cancel(false);
        CompletableFuture.runAsync(clock::shutdown, clock).join();
        for (Recording recording : recordings()) {
            recording.await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
            Continuity.check(recording);
        }
        assertThat(publisher.isOpen() && rtmp.isOpen() && flv.isOpen()).isTrue();
        rtmp.close();
        flv.close();
        publisher.close();
    }
}
