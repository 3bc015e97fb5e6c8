package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.ClientEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A publisher goes away; another comes in time, or none does. */
@Timeout(60)
final class HoldTest {
    private static final String KEY = "live/held";

    enum Departure {
        CONNECTION_LOST {
            @Override
            void of(RtmpPeer publisher) {
                publisher.close();
            }
        },
        UNPUBLISHED {
            @Override
            void of(RtmpPeer publisher) {
                publisher.unpublish();
            }
        };

        abstract void of(RtmpPeer publisher);
    }

    @ParameterizedTest
    @EnumSource
    void viewersKeepTheirConnectionAndTimestampsGoOnWhenThePublisherReturns(Departure departure) throws Exception {
        try (TestServer server = TestServer.start()) {
            RtmpPeer first = Streams.publish(server, KEY, Footage.both());
            try (RtmpPeer rtmp = server.play(KEY);
                    FlvPeer flv = server.flv(KEY)) {
                List<Recording> recordings = List.of(rtmp.recording(), flv.recording());
                recordings.forEach(Streams::awaitFirstGop);
                departure.of(first);

                RtmpPeer second = Streams.publish(server, KEY, Footage.both());
                int firstGop = Footage.GOP_MILLIS / Footage.VIDEO_FRAME_MILLIS;
                for (Recording recording : recordings) {
                    recording.awaitFrames(MediaKind.VIDEO, 2 * firstGop);
                    List<Recording.Frame> video = recording.frames(MediaKind.VIDEO);
                    assertThat(video.get(firstGop).number()).isZero();
                    int largest = Streams.largestBefore(recording.all(), video.get(firstGop));
                    assertThat(video.get(firstGop).timestampMillis()).isEqualTo(largest + Footage.VIDEO_FRAME_MILLIS);
                    assertThat(video.get(2 * firstGop - 1).timestampMillis())
                            .isEqualTo(video.get(firstGop).timestampMillis()
                                    + Footage.GOP_MILLIS
                                    - Footage.VIDEO_FRAME_MILLIS);
                }
                assertThat(rtmp.isOpen()).isTrue();
                assertThat(flv.isOpen()).isTrue();
                second.close();
            }
            first.close();
        }
    }

    @Test
    void outputsEndWhenTheHoldRunsOut() throws Exception {
        try (TestServer server = TestServer.withHold(1)) {
            RtmpPeer publisher = Streams.publish(server, KEY, Footage.both());
            try (RtmpPeer rtmp = server.play(KEY);
                    FlvPeer flv = server.flv(KEY)) {
                Streams.awaitFirstGop(rtmp.recording());
                Streams.awaitFirstGop(flv.recording());
                publisher.close();
                assertThat(rtmp.await(ClientEvent.StreamEnded.class).code()).isEqualTo("StreamEOF");
                assertThat(rtmp.await(ClientEvent.StatusReceived.class).code())
                        .isEqualTo("NetStream.Play.UnpublishNotify");
                rtmp.awaitClosed();
                flv.awaitEnd();
            }
            try (RtmpPeer late = server.play(KEY)) {
                assertThat(late.await(ClientEvent.PlayRejected.class).code())
                        .isEqualTo("NetStream.Play.StreamNotFound");
            }
        }
    }

    @Test
    void segmentsGoOnAfterOneDiscontinuityAndEndWithTheHold() {
        try (TestServer server = TestServer.withHold(5)) {
            HlsPeer viewer = server.hls(KEY);
            Footage footage = Footage.both();
            RtmpPeer first = Streams.publish(server, KEY, footage);
            first.send(footage.until(2 * Footage.GOP_MILLIS));
            viewer.poll();
            first.close();
            RtmpPeer second = Streams.publish(server, KEY, Footage.both());
            viewer.awaitSegments(2);
            second.close();
            viewer.awaitEnd();
            assertThat(viewer.segments())
                    .extracting(HlsPeer.Segment::discontinuity)
                    .startsWith(false)
                    .endsWith(true)
                    .containsOnlyOnce(true);
        }
    }

    @Test
    void aViewerThatComesDuringTheHoldWaitsForThePublisher() throws Exception {
        try (TestServer server = TestServer.start()) {
            RtmpPeer first = Streams.publish(server, KEY, Footage.both());
            try (RtmpPeer early = server.play(KEY)) {
                Streams.awaitFirstGop(early.recording());
            }
            first.close();
            try (RtmpPeer rtmp = server.play(KEY);
                    FlvPeer flv = server.flv(KEY)) {
                rtmp.await(ClientEvent.PlayStarted.class);
                assertThat(flv.head()).startsWith("HTTP/1.1 200");
                RtmpPeer second = Streams.publish(server, KEY, Footage.both());
                Streams.awaitFirstGop(rtmp.recording());
                Streams.awaitFirstGop(flv.recording());
                second.close();
            }
        }
    }
}
