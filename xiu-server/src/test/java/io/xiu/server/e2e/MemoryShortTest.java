package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xiu.rtmp.session.ClientEvent;
import io.xiu.server.memory.MadeUpMemory;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client learns when memory is short. */
@Timeout(60)
final class MemoryShortTest {
    private static final long MEBIBYTE = 1 << 20;

    private final MadeUpMemory memory = new MadeUpMemory();

    @Test
    void viewersAreTurnedAwayAndThenPublishersUntilThereIsEnoughAgain() throws Exception {
        try (TestServer server = TestServer.withMemory(memory)) {
            RtmpPeer publisher = Streams.publish(server, "live/full", Footage.both());
            try (RtmpPeer present = server.play("live/full")) {
                Streams.awaitFirstGop(present.recording());
                memory.use(90 * MEBIBYTE);
                await().until(() -> head(server).startsWith("HTTP/1.1 503 "));
                assertThat(head(server)).containsIgnoringCase("retry-after: 5");
                assertThat(playlistStatus(server)).isEqualTo(503);
                try (RtmpPeer refused = server.play("live/full")) {
                    assertThat(refused.await(ClientEvent.PlayRejected.class).code())
                            .isEqualTo("NetStream.Play.Failed");
                    refused.awaitClosed();
                }
                server.publish("live/other").await(ClientEvent.PublishStarted.class);
                assertThat(present.isOpen()).isTrue();
                memory.use(95 * MEBIBYTE);
                awaitCheck();
                assertThat(server.publish("live/third")
                                .await(ClientEvent.PublishRejected.class)
                                .code())
                        .isEqualTo("NetStream.Publish.Denied");
                memory.use(50 * MEBIBYTE);
                await().until(() -> !head(server).startsWith("HTTP/1.1 503 "));
            }
            publisher.close();
            assertThat(server.log()).anyMatch(line -> line.endsWith("are in use: no new viewers"));
        }
    }

    /** Blocks until a whole check was made since. */
    private void awaitCheck() {
        int before = memory.asked.get();
        await().until(() -> memory.asked.get() >= before + 2);
    }

    private static int playlistStatus(TestServer server) throws IOException {
        URI uri = URI.create("http://localhost:" + server.httpPort() + "/live/full/full.m3u8");
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        return connection.getResponseCode();
    }

    private static String head(TestServer server) throws IOException {
        try (FlvPeer viewer = server.flv("live/full")) {
            return viewer.head();
        }
    }
}
