package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.session.ClientEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who asks for something that isn't there is told so at once. */
@Timeout(30)
final class AbsentStreamTest {
    @RegisterExtension
    private static final TestServer SERVER = TestServer.start();

    @Test
    void anRtmpPlayerIsToldThatTheStreamIsNotFound() {
        RtmpPeer player = SERVER.play("live/absent");
        assertThat(player.await(ClientEvent.PlayRejected.class).code()).isEqualTo("NetStream.Play.StreamNotFound");
        player.awaitClosed();
    }

    @Test
    void anFlvPlayerGets404() throws Exception {
        try (FlvPeer player = SERVER.flv("live/absent")) {
            assertThat(player.head())
                    .startsWith("HTTP/1.1 404 ")
                    .containsIgnoringCase("access-control-allow-origin: *");
        }
    }

    @Test
    void aTransportStreamPlayerGets404() throws Exception {
        try (FlvPeer player = FlvPeer.get(SERVER.httpPort(), "/live/absent.ts")) {
            assertThat(player.head()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void anHlsPlayerGets404() throws Exception {
        try (FlvPeer player = FlvPeer.get(SERVER.httpPort(), "/live/absent/absent.m3u8")) {
            assertThat(player.head()).startsWith("HTTP/1.1 404 ");
        }
        try (FlvPeer player = FlvPeer.get(SERVER.httpPort(), "/live/absent/1.ts")) {
            assertThat(player.head()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void theHeadOfAnAbsentStreamIs404() throws Exception {
        try (FlvPeer player = FlvPeer.head(SERVER.httpPort(), "/live/absent.flv")) {
            assertThat(player.head()).startsWith("HTTP/1.1 404 ");
        }
    }
}
