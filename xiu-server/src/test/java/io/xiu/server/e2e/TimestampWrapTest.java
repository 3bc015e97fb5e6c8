package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.ClientEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten minutes of four streams, each across a place where some field for a timestamp is full. */
@Timeout(300)
final class TimestampWrapTest {
    private static final long STREAM_MILLIS = 600_000;
    private static final long ROUND_MILLIS = 3 * Footage.GOP_MILLIS;

    private static ResourceLeakDetector.Level level;

    enum Crossing {
        THREE_BYTES((1L << 24) - 1, -1),
        SIGNED(1L << 31, -1),
        FOUR_BYTES(1L << 32, -1),
        /** As the FLV muxer of ffmpeg does. */
        SIGNED_TO_ZERO(1L << 31, Integer.MAX_VALUE);

        private final long at;
        private final int mask;

        Crossing(long at, int mask) {
            this.at = at;
            this.mask = mask;
        }

        int timestamp(long millis) {
            return (int) (at - STREAM_MILLIS / 2 + millis) & mask;
        }
    }

    static final class Run {
        private final Crossing crossing;
        private final Footage footage = Footage.both();
        private final RtmpPeer publisher;
        private final RtmpPeer rtmp;
        private final FlvPeer flv;
        private final HlsPeer hls;

        Run(TestServer server, Crossing crossing) {
            String key = "live/" + crossing.name();
            this.crossing = crossing;
            publisher = server.publish(key);
            publisher.await(ClientEvent.PublishStarted.class);
            publisher.send(footage.headers(), crossing::timestamp);
            send(Footage.GOP_MILLIS);
            rtmp = server.play(key);
            flv = server.flv(key);
            hls = server.hls(key);
        }

        void send(long until) {
            publisher.send(footage.until(until), crossing::timestamp);
        }

        void await() {
            for (MediaKind kind : List.of(MediaKind.VIDEO, MediaKind.AUDIO)) {
                rtmp.recording().await(kind, footage.newest(kind));
                flv.recording().await(kind, footage.newest(kind));
            }
        }

        void checkAll() {
            check(rtmp.recording());
            check(flv.recording());
            Continuity.check(hls.segments());
            long frames = hls.segments().stream()
                    .flatMap(segment -> segment.packets().stream())
                    .filter(pes -> pes.kind() == MediaKind.VIDEO)
                    .count();
            assertThat(frames).isEqualTo(STREAM_MILLIS / Footage.VIDEO_FRAME_MILLIS);
        }

        private void check(Recording recording) {
            Recording.Frame first = recording.frames(MediaKind.VIDEO).get(0);
            assertThat(first).isEqualTo(new Recording.Frame(MediaKind.VIDEO, crossing.timestamp(0), 0));
            Continuity.check(recording);
        }
    }

    /** Half a million buffers: to record where each of them was touched would take most of the time. */
    @BeforeAll
    static void lookForLeaksInSamples() {
        level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    @AfterAll
    static void lookForLeaksEverywhere() {
        ResourceLeakDetector.setLevel(level);
    }

    @Test
    void tenMinutesAcrossEveryWrapLeaveNoGap() {
        AtomicLong clock = new AtomicLong();
        try (TestServer server = TestServer.withClock(() -> Instant.ofEpochMilli(clock.get()))) {
            List<Run> runs = new ArrayList<>();
            for (Crossing crossing : Crossing.values()) {
                runs.add(new Run(server, crossing));
            }
            for (long until = ROUND_MILLIS; until <= STREAM_MILLIS; until += ROUND_MILLIS) {
                long now = until;
                runs.forEach(Run::await);
                clock.set(now);
                runs.forEach(run -> run.send(now));
                runs.forEach(run -> run.hls.poll());
            }
            runs.forEach(Run::await);
            runs.forEach(run -> run.publisher.close());
            runs.forEach(run -> run.hls.awaitEnd());
            runs.forEach(Run::checkAll);
        }
    }
}
