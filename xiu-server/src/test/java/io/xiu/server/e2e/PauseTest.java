package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.amf.AmfNull;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.ClientEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What players say of the flow while it flows, and while it doesn't. */
@Timeout(60)
final class PauseTest {
    private static final String KEY = "live/paused";

    private static void pause(RtmpPeer player, boolean pause) {
        player.say("pause", AmfNull.INSTANCE, pause, 0);
        String code = pause ? "NetStream.Pause.Notify" : "NetStream.Unpause.Notify";
        ClientEvent.StatusReceived status;
        do {
            status = player.await(ClientEvent.StatusReceived.class);
        } while (!status.code().equals(code));
    }

    /** Publishes up to a time, and returns when somebody else has all of it. */
    private static void publishUntil(long millis, Footage footage, RtmpPeer publisher, RtmpPeer other) {
        publisher.send(footage.until(millis));
        other.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
        other.recording().await(MediaKind.AUDIO, footage.newest(MediaKind.AUDIO));
    }

    @Test
    void aPausedPlayerGetsNothingAndThenGoesOn() throws Exception {
        Footage footage = Footage.both();
        try (TestServer server = TestServer.start();
                RtmpPeer publisher = Streams.publish(server, KEY, footage);
                RtmpPeer player = server.play(KEY);
                RtmpPeer other = server.play(KEY)) {
            Streams.awaitFirstGop(player.recording());
            pause(player, true);
            int before = player.recording().all().size();
            publishUntil(2 * Footage.GOP_MILLIS, footage, publisher, other);
            pause(player, true);
            assertThat(player.recording().all()).hasSize(before);
            pause(player, false);
            publishUntil(3 * Footage.GOP_MILLIS, footage, publisher, other);
            player.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
        }
    }

    @Test
    void choosesItsTracksWhilePausedWithoutGettingAny() throws Exception {
        Footage footage = Footage.both();
        try (TestServer server = TestServer.start();
                RtmpPeer publisher = Streams.publish(server, KEY, footage);
                RtmpPeer player = server.play(KEY);
                RtmpPeer other = server.play(KEY)) {
            Streams.awaitFirstGop(player.recording());
            pause(player, true);
            int before = player.recording().all().size();
            player.say("receiveVideo", AmfNull.INSTANCE, false);
            pause(player, true);
            publishUntil(2 * Footage.GOP_MILLIS, footage, publisher, other);
            pause(player, true);
            assertThat(player.recording().all()).hasSize(before);
            pause(player, false);
            long millis = 2 * Footage.GOP_MILLIS;
            // It comes back at a frame that is published after the answer.
            while (player.recording().all().size() == before) {
                millis += Footage.VIDEO_FRAME_MILLIS;
                publishUntil(millis, footage, publisher, other);
            }
            publishUntil(millis + Footage.GOP_MILLIS, footage, publisher, other);
            player.recording().await(MediaKind.AUDIO, footage.newest(MediaKind.AUDIO));
            List<Recording.Frame> after = player.recording().all();
            assertThat(after.subList(before, after.size()))
                    .filteredOn(frame -> frame.kind() == MediaKind.VIDEO && !frame.header())
                    .isEmpty();
        }
    }
}
