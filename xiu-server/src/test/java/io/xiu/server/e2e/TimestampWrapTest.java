package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.ClientEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten minutes of four streams, each across a place where some field for a timestamp is full. */
@Timeout(120)
final class TimestampWrapTest {
    private static final long STREAM_MILLIS = 600_000;
    private static final long ROUND_MILLIS = 3 * Footage.GOP_MILLIS;

    private enum Crossing {
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

    private static final class Run {
        private final Crossing crossing;
        private final Footage footage = Footage.both();
        private final RtmpPeer publisher;
        private final RtmpPeer rtmp;
        private final FlvPeer flv;

        Run(TestServer server, Crossing crossing) {
            String key = "live/" + crossing.name();
            this.crossing = crossing;
            publisher = server.publish(key);
            publisher.await(ClientEvent.PublishStarted.class);
            publisher.send(footage.headers(), crossing::timestamp);
            send(Footage.GOP_MILLIS);
            rtmp = server.play(key);
            flv = server.flv(key);
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

        void check(Recording recording) {
            Recording.Frame first = recording.frames(MediaKind.VIDEO).get(0);
            assertThat(first).isEqualTo(new Recording.Frame(MediaKind.VIDEO, crossing.timestamp(0), 0));
            Continuity.check(recording);
        }
    }

    @Test
    void tenMinutesAcrossEveryWrapLeaveNoGap() {
        try (TestServer server = TestServer.start()) {
            List<Run> runs = new ArrayList<>();
            for (Crossing crossing : Crossing.values()) {
                runs.add(new Run(server, crossing));
            }
            for (long until = ROUND_MILLIS; until <= STREAM_MILLIS; until += ROUND_MILLIS) {
                long now = until;
                runs.forEach(Run::await);
                runs.forEach(run -> run.send(now));
            }
            runs.forEach(Run::await);
            runs.forEach(run -> run.publisher.close());
            for (Run run : runs) {
                run.check(run.rtmp.recording());
                run.check(run.flv.recording());
            }
        }
    }
}
