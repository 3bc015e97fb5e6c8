package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.session.ClientEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who asks for something that isn't there is told so at once. */
@Timeout(30)
final class AbsentStreamTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anRtmpPlayerIsToldThatTheStreamIsNotFound() {
        RtmpPeer player = server.play("live/absent");
        assertThat(player.await(ClientEvent.PlayRejected.class).code()).isEqualTo("NetStream.Play.StreamNotFound");
        player.awaitClosed();
    }

    @Test
    void anFlvPlayerGets404() throws Exception {
        try (FlvPeer player = server.flv("live/absent")) {
            assertThat(player.head())
                    .startsWith("HTTP/1.1 404 ")
                    .containsIgnoringCase("access-control-allow-origin: *");
        }
    }

    @Test
    void aTransportStreamPlayerGets404() throws Exception {
        try (FlvPeer player = FlvPeer.get(server.httpPort(), "/live/absent.ts")) {
            assertThat(player.head()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void anHlsPlayerGets404() throws Exception {
        try (FlvPeer player = FlvPeer.get(server.httpPort(), "/live/absent/absent.m3u8")) {
            assertThat(player.head()).startsWith("HTTP/1.1 404 ");
        }
        try (FlvPeer player = FlvPeer.get(server.httpPort(), "/live/absent/1.ts")) {
            assertThat(player.head()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void theHeadOfAnAbsentStreamIs404() throws Exception {
        try (FlvPeer player = FlvPeer.head(server.httpPort(), "/live/absent.flv")) {
            assertThat(player.head()).startsWith("HTTP/1.1 404 ");
        }
    }
}
