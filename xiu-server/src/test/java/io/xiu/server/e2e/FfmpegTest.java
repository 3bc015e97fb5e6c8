package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xiu.server.config.HlsConfig;
import io.xiu.server.testing.Ffmpeg;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Real footage from ffmpeg to ffmpeg, over every protocol. */
@Timeout(180)
@EnabledIf("io.xiu.server.testing.Ffmpeg#isAvailable")
final class FfmpegTest {
    private static final int CLIP_SECONDS = 12;
    private static final int FRAMES = CLIP_SECONDS * 25;
    private static final int GOP_FRAMES = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What ffmpeg may say at the end of a body without a length, which is how HTTP-FLV and HTTP-TS end. */
    private static final Pattern END_OF_BODY =
            Pattern.compile("(\\[http @ \\w+] Stream ends prematurely at \\d+, should be 18446744073709551615"
                    + "|\\[in#0/(flv|mpegts) @ \\w+] Error during demuxing: Input/output error"
                    + "| *Last message repeated \\d+ times)\n");

    @TempDir
    private Path directory;

    /** A packet as ffmpeg lists it; times in milliseconds or 90 kHz. */
    record Packet(int stream, long dts, long pts) {
        static Packet parse(String line) {
            String[] fields = line.split(",", -1);
            return new Packet(
                    Integer.parseInt(fields[0].trim()),
                    Long.parseLong(fields[1].trim()),
                    Long.parseLong(fields[2].trim()));
        }
    }

    @Test
    void footageWithBFramesPlaysOverEveryProtocol() throws Exception {
        Path clip = clip("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-c:a", "aac");
        try (TestServer server = TestServer.withHold(1)) {
            Map<String, String> urls = new LinkedHashMap<>();
            urls.put("rtmp", server.url("live/b"));
            urls.put("flv", http(server, "live/b.flv"));
            urls.put("ts", http(server, "live/b.ts"));
            urls.put("hls", http(server, "live/b/b.m3u8"));
            urls.put("master", http(server, "live/b/master.m3u8"));
            for (List<Packet> packets : play(server, clip, "live/b", urls, () -> {})) {
                List<Packet> video = of(packets, 0);
                assertThat(video).hasSizeBetween(FRAMES - 2 * GOP_FRAMES, FRAMES);
                assertThat(video).anyMatch(packet -> packet.pts() > packet.dts());
                assertThat(of(packets, 1)).isNotEmpty();
            }
        }
    }

    @Test
    void av1AndOpusPlayForLateJoiners() throws Exception {
        Path clip = clip("-c:v", "libsvtav1", "-preset", "12", "-c:a", "libopus");
        try (TestServer server = TestServer.withHold(1)) {
            Map<String, String> urls = new LinkedHashMap<>();
            urls.put("rtmp", server.url("live/av1"));
            urls.put("flv", http(server, "live/av1.flv"));
            Pause lateness = () -> skip(http(server, "live/av1.flv"), Files.size(clip) / 4);
            for (List<Packet> packets : play(server, clip, "live/av1", urls, lateness)) {
                assertThat(of(packets, 0)).hasSizeBetween(FRAMES / 3, FRAMES - GOP_FRAMES);
                assertThat(of(packets, 1)).isNotEmpty();
            }
        }
    }

    @Test
    void av1AndOpusPlayOverHls() throws Exception {
        Path clip = clip("-c:v", "libsvtav1", "-preset", "12", "-c:a", "libopus");
        checkHls(HlsConfig.Format.AUTO, clip, "m4s");
    }

    @Test
    void hevcAndAacPlayOverHlsInEitherFormat() throws Exception {
        Path clip = clip("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-c:a", "aac");
        checkHls(HlsConfig.Format.AUTO, clip, "m4s");
        checkHls(HlsConfig.Format.TS, clip, "ts");
    }

    /** Plays both playlists of a clip; the segments are of the format expected. */
    private void checkHls(HlsConfig.Format format, Path clip, String extension) throws Exception {
        try (TestServer server = TestServer.withFormat(format)) {
            Map<String, String> urls = new LinkedHashMap<>();
            urls.put("hls", http(server, "live/h/h.m3u8"));
            urls.put("master", http(server, "live/h/master.m3u8"));
            if (format == HlsConfig.Format.TS) {
                urls.put("ts", http(server, "live/h.ts"));
            }
            Pause look = () -> assertThat(get(urls.get("hls")).body()).contains("." + extension + "\n");
            for (List<Packet> packets : play(server, clip, "live/h", urls, look)) {
                assertThat(of(packets, 0)).hasSizeBetween(FRAMES - 2 * GOP_FRAMES, FRAMES);
                assertThat(of(packets, 1)).isNotEmpty();
            }
        }
    }

    private static List<Packet> of(List<Packet> packets, int stream) {
        List<Packet> found =
                packets.stream().filter(packet -> packet.stream() == stream).toList();
        assertThat(found).extracting(Packet::dts).isSorted().doesNotHaveDuplicates();
        return found;
    }

    private static String http(TestServer server, String path) {
        return "http://localhost:" + server.httpPort() + "/" + path;
    }

    private Path clip(String... codecs) {
        Path clip = directory.resolve("clip.flv");
        List<String> command = new ArrayList<>();
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", Integer.toString(CLIP_SECONDS)));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-g", Integer.toString(GOP_FRAMES), "-keyint_min", "50"));
        command.addAll(Arrays.asList(codecs));
        command.add(clip.toString());
        Ffmpeg.run(command);
        return clip;
    }

    /** What happens between the publisher's start and the players'. */
    interface Pause {
        void run() throws IOException, InterruptedException;
    }

    /** Publishes a clip at twice its speed; answers what a player of each URL got, none having complained. */
    private List<List<Packet>> play(
            TestServer server, Path clip, String key, Map<String, String> urls, Pause beforePlaying) throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            CompletableFuture<String> publisher = CompletableFuture.supplyAsync(
                    () -> Ffmpeg.run(List.of(
                            "-readrate", "2", "-i", clip.toString(), "-c", "copy", "-f", "flv", server.url(key))),
                    pool);
            await().atMost(PATIENCE).until(() -> isThere(server, key));
            beforePlaying.run();
            Map<String, CompletableFuture<String>> players = new TreeMap<>();
            urls.forEach((name, url) ->
                    players.put(name, CompletableFuture.supplyAsync(() -> Ffmpeg.run(player(url, list(name))), pool)));
            assertThat(publisher.join()).isEmpty();
            players.forEach((name, player) -> {
                String printed = player.join();
                assertThat(END_OF_BODY.matcher(printed).replaceAll("")).as(name).isEmpty();
            });
            List<List<Packet>> packets = new ArrayList<>();
            for (String player : urls.keySet()) {
                packets.add(read(list(player)));
            }
            return packets;
        } finally {
            pool.shutdownNow();
        }
    }

    private static void skip(String url, long bytes) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            in.skipNBytes(bytes);
        }
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static boolean isThere(TestServer server, String key) throws IOException {
        try (FlvPeer peer = FlvPeer.head(server.httpPort(), "/" + key + ".flv")) {
            return peer.head().startsWith("HTTP/1.1 200 ");
        }
    }

    /** Decodes everything, and lists the packets in a file. */
    private static List<String> player(String url, Path list) {
        return List.of(
                "-i",
                url,
                "-map",
                "0:v",
                "-map",
                "0:a",
                "-c",
                "copy",
                "-f",
                "framecrc",
                list.toString(),
                "-map",
                "0:v",
                "-map",
                "0:a",
                "-f",
                "null",
                "-");
    }

    private Path list(String player) {
        return directory.resolve(player + ".txt");
    }

    private static List<Packet> read(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Packet::parse)
                .toList();
    }
}
