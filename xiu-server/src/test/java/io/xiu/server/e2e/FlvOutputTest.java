package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.flv.FlvHeader;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.ClientEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What HTTP-FLV says about itself before the first frame. */
@Timeout(30)
final class FlvOutputTest {
    @RegisterExtension
    private static final TestServer SERVER = TestServer.start();

    static Stream<Arguments> tracks() {
        return Stream.of(
                Arguments.of("live/both", Footage.both(), new FlvHeader(true, true)),
                Arguments.of("live/audio", Footage.audioOnly(), new FlvHeader(true, false)),
                Arguments.of("live/video", Footage.videoOnly(), new FlvHeader(false, true)));
    }

    @ParameterizedTest
    @MethodSource("tracks")
    void theHeaderSaysWhatTheStreamCarries(String key, Footage footage, FlvHeader header) throws Exception {
        RtmpPeer publisher = Streams.publish(SERVER, key, footage);
        try (FlvPeer viewer = SERVER.flv(key)) {
            assertThat(viewer.header()).isEqualTo(header);
            assertThat(viewer.head())
                    .containsIgnoringCase("content-type: video/x-flv")
                    .containsIgnoringCase("access-control-allow-origin: *")
                    .containsIgnoringCase("connection: close")
                    .doesNotContainIgnoringCase("\ntransfer-encoding")
                    .doesNotContainIgnoringCase("\ncontent-length");
        }
        publisher.close();
    }

    @Test
    void aTrackThatComesLateIsSentAllTheSame() throws Exception {
        RtmpPeer publisher = Streams.publish(SERVER, "live/late", Footage.videoOnly());
        try (FlvPeer viewer = SERVER.flv("live/late")) {
            assertThat(viewer.header()).isEqualTo(new FlvHeader(false, true));
            Footage audio = Footage.audioOnly();
            audio.until(Footage.GOP_MILLIS);
            publisher.send(audio.headers(), millis -> Footage.GOP_MILLIS);
            publisher.send(audio.until(2 * Footage.GOP_MILLIS));
            viewer.recording().await(MediaKind.AUDIO, audio.newest(MediaKind.AUDIO));
            List<Recording.Frame> audioFrames = viewer.recording().all().stream()
                    .filter(frame -> frame.kind() == MediaKind.AUDIO)
                    .toList();
            assertThat(audioFrames.get(0).header()).isTrue();
        }
        publisher.close();
    }

    @Test
    void newSequenceHeadersGoThroughInTheMiddle() throws Exception {
        Footage footage = Footage.both();
        RtmpPeer publisher = Streams.publish(SERVER, "live/changing", footage);
        try (FlvPeer viewer = SERVER.flv("live/changing")) {
            Streams.awaitFirstGop(viewer.recording());
            publisher.send(footage.headers(), millis -> Footage.GOP_MILLIS);
            publisher.send(footage.until(2 * Footage.GOP_MILLIS));
            viewer.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
            assertThat(viewer.recording().all())
                    .filteredOn(frame -> frame.kind() == MediaKind.VIDEO && frame.header())
                    .hasSize(2);
            Continuity.check(viewer.recording());
        }
        publisher.close();
    }

    @Test
    void theHeadIsAnsweredAtOnceThoughNothingWasPublishedYet() throws Exception {
        RtmpPeer publisher = SERVER.publish("live/silent");
        publisher.await(ClientEvent.PublishStarted.class);
        try (FlvPeer viewer = FlvPeer.head(SERVER.httpPort(), "/live/silent.flv")) {
            assertThat(viewer.head()).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-type: video/x-flv");
            assertThat(viewer.rest()).isEmpty();
        }
        publisher.close();
    }
}
