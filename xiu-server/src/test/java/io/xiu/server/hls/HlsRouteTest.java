package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.xiu.relay.Hub;
import io.xiu.relay.Loop;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.StreamKey;
import io.xiu.relay.link.Loops;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.config.TransportConfig;
import io.xiu.server.http.HttpLimits;
import io.xiu.server.http.HttpPort;
import io.xiu.server.http.HttpServer;
import io.xiu.server.net.Listener;
import io.xiu.server.net.PortException;
import io.xiu.server.net.Transport;
import io.xiu.server.sample.Tags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HlsRouteTest {
    private final Transport transport = Transport.open(TransportConfig.defaults(), Transport.USER_TIMEOUT);
    private final Loops loops = new Loops();
    private final Loop loop = loops.of(transport.group().next());
    private final Hub hub = new Hub(RelaySettings.DEFAULT, PooledByteBufAllocator.DEFAULT);
    private final HlsService service =
            new HlsService(hub, HlsConfig.onPort(8080), loop, PooledByteBufAllocator.DEFAULT, InstantSource.system());
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean admission = new AtomicBoolean(true);
    private Listener listener;

    @BeforeEach
    void open() throws PortException {
        service.start();
        HttpServer server = new HttpServer(transport, HttpLimits.DEFAULT);
        listener = server.listen(new HttpPort("HLS", 0, List.of(new HlsRoute(service, loops::of, admission::get))));
    }

    @AfterEach
    void close() {
        hub.endAll();
        await().until(() -> hub.streams().isEmpty());
        transport.close().awaitUninterruptibly();
        service.close();
    }

    /** Publishes; the publication is over with the hub. */
    private Publication publish(StreamKey key) {
        CompletableFuture<Publication> publication = new CompletableFuture<>();
        PublisherInfo info = new PublisherInfo("p", "test", Instant.EPOCH, false, List.of());
        hub.publish(key, info, loop, new PublisherListener() {
            @Override
            public void accepted(Publication accepted) {
                publication.complete(accepted);
            }

            @Override
            public void refused() {
                publication.cancel(false);
            }

            @Override
            public void dropped(Reason reason) {}
        });
        return publication.orTimeout(5, TimeUnit.SECONDS).join();
    }

    private void stream(Publication publication) {
        loop.execute(() -> {
            publication.publish(MediaKind.VIDEO, 0, Tags.videoHeader());
            for (int at = 0; at <= 12_000; at += 40) {
                publication.publish(MediaKind.VIDEO, at, at % 2_000 == 0 ? Tags.key() : Tags.inter(0));
            }
        });
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + listener.port() + path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void servesAPlaylistToAPlayerThatCameBeforeIt() throws Exception {
        Publication publication = publish(Scene.KEY);
        CompletableFuture<HttpResponse<String>> early = client.sendAsync(
                request("/live/test/test.m3u8?token=a&b").build(), HttpResponse.BodyHandlers.ofString());
        await().until(() -> service.playlist(Scene.KEY, PlaylistKind.MEDIA, "early", loop, answer -> {}) != null);
        stream(publication);
        HttpResponse<String> response = early.get(10, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("#EXTM3U\n");
        assertThat(header(response, "Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void servesSegmentsInPartsAndPlaylistsCompressed() throws Exception {
        stream(publish(Scene.KEY));
        HttpResponse<byte[]> plain = get("/live/test/test.m3u8");
        String playlist = text(plain);
        String first = "/live/test/" + Scene.listed(playlist).get(0) + ".ts";

        HttpResponse<byte[]> whole = get(first);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).hasSizeGreaterThan(188).startsWith(0x47);
        assertThat(header(whole, "Content-Type")).isEqualTo("video/mp2t");
        assertThat(header(whole, "Cache-Control")).contains("max-age").contains("immutable");
        assertThat(header(whole, "Access-Control-Allow-Origin")).isEqualTo("*");

        HttpResponse<byte[]> part = send(request(first).header("Range", "bytes=188-375"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 188, 376));

        HttpResponse<byte[]> head = send(request(first).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(whole.body().length));

        HttpResponse<byte[]> compressed = send(request("/live/test/test.m3u8").header("Accept-Encoding", "gzip"));
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(playlist);
        }
    }

    @Test
    void servesFragmentsAndTheMultivariantPlaylist() throws Exception {
        Publication publication = publish(Scene.KEY);
        loop.execute(() -> {
            publication.publish(MediaKind.VIDEO, 0, Tags.av1Header());
            for (int at = 0; at <= 12_000; at += 40) {
                publication.publish(MediaKind.VIDEO, at, at % 2_000 == 0 ? Tags.av1Key() : Tags.av1Inter());
            }
        });
        String master = text(get("/live/test/master.m3u8"));
        assertThat(master).startsWith("#EXTM3U\n").endsWith("\ntest.m3u8\n");
        String playlist = text(get("/live/test/test.m3u8"));
        Matcher map = Pattern.compile("URI=\"(init-\\d+.mp4)\"").matcher(playlist);
        assertThat(map.find()).isTrue();
        long first = Scene.listed(playlist).get(0);
        for (String file : List.of(map.group(1), first + ".m4s")) {
            HttpResponse<byte[]> whole = send(request("/live/test/" + file).header("Accept-Encoding", "gzip"));
            assertThat(whole.statusCode()).as(file).isEqualTo(200);
            assertThat(header(whole, "Content-Type")).isEqualTo("video/mp4");
            assertThat(header(whole, "Content-Encoding")).isEmpty();
            assertThat(header(whole, "Cache-Control")).contains("immutable");
            HttpResponse<byte[]> part = send(request("/live/test/" + file).header("Range", "bytes=4-7"));
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 4, 8));
        }
        assertThat(get("/live/test/" + first + ".ts").statusCode()).isEqualTo(404);
    }

    @Test
    void letsNobodyNewInWhileMemoryIsShortButThosePlayOnWhoDid() throws Exception {
        stream(publish(Scene.KEY));
        admission.set(false);
        for (String playlist : List.of("test.m3u8", "master.m3u8")) {
            HttpResponse<byte[]> refused = get("/live/test/" + playlist);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(header(refused, "Retry-After")).isEqualTo("5");
        }
        admission.set(true);
        assertThat(get("/live/test/master.m3u8").statusCode()).isEqualTo(200);
        admission.set(false);
        assertThat(get("/live/test/test.m3u8").statusCode()).isEqualTo(200);
    }

    @Test
    void answersNotFoundToEverythingElse() throws Exception {
        stream(publish(Scene.KEY));
        for (String path : List.of(
                "/live/absent/absent.m3u8",
                "/live/test/other.m3u8",
                "/live/test/1.ts",
                "/live/test/01.ts",
                "/live/test/-1.ts",
                "/live/test/99999999999999999999.ts",
                "/live/test/.ts",
                "/live/test/x.ts",
                "/live/test/1.m4s",
                "/live/test/init-1.mp4",
                "/live/test/init-01.mp4",
                "/live/test/init-99999999999.mp4",
                "/live/test/x.mp4",
                "/live/te%20st/te%20st.m3u8",
                "/live/" + "a".repeat(256) + "/" + "a".repeat(256) + ".m3u8",
                "/live/test/test.m3u",
                "/live/test.m3u8",
                "/live/test/test.m3u8/")) {
            HttpResponse<byte[]> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(header(response, "Access-Control-Allow-Origin")).as(path).isEqualTo("*");
        }
        assertThat(header(get("/live/test/1.ts"), "Cache-Control")).isEqualTo("max-age=1");
    }

    @Test
    void servesNamesOfAnyScript() throws Exception {
        stream(publish(new StreamKey("живое", "日本")));
        assertThat(get("/%D0%B6%D0%B8%D0%B2%D0%BE%D0%B5/%E6%97%A5%E6%9C%AC/%E6%97%A5%E6%9C%AC.m3u8")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsThePlayerWhyACodecIsNotServed() throws Exception {
        Publication publication = publish(Scene.KEY);
        loop.execute(() -> publication.publish(MediaKind.VIDEO, 0, Tags.screen()));
        HttpResponse<byte[]> response = get("/live/test/test.m3u8");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(text(response)).isEqualTo("video codec SCREEN can't be carried in MPEG-TS or fragmented MP4\n");
    }

    @Test
    void letsAPlayerLeaveWhileItWaits() throws Exception {
        Publication publication = publish(Scene.KEY);
        CompletableFuture<HttpResponse<String>> early =
                client.sendAsync(request("/live/test/test.m3u8").build(), HttpResponse.BodyHandlers.ofString());
        early.cancel(true);
        stream(publication);
        assertThat(get("/live/test/test.m3u8").statusCode()).isEqualTo(200);
    }
}
