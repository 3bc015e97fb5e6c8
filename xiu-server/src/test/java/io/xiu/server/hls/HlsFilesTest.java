package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xiu.server.config.HlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HlsFilesTest {
    @TempDir
    Path directory;

    private static HlsConfig config(String path, boolean named) {
        return new HlsConfig(true, 8080, HlsConfig.Format.AUTO, false, path, named, 5, 5, 3, null, null, null);
    }

    private List<String> files() throws IOException {
        Path of = directory.resolve("live/test");
        if (!Files.exists(of)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> expected(Scene scene, String playlist) {
        List<Long> listed = Scene.listed(playlist);
        long first = listed.get(0);
        while (scene.segment(first - 1).equals("there")) {
            first--;
        }
        Stream<String> segments = Stream.iterate(first, n -> n <= listed.get(listed.size() - 1), n -> n + 1)
                .map(n -> n + ".ts");
        return Stream.concat(segments, Stream.of("master.m3u8", "test.m3u8")).toList();
    }

    @Test
    void mirrorsWhatCanBeFetchedAndRemovesItWithTheStream() throws IOException {
        Scene scene = new Scene(config(directory + "/", true));
        scene.publish();
        scene.stream(Duration.ofSeconds(90));
        String playlist = scene.playlist();
        List<String> expected = expected(scene, playlist);
        await().untilAsserted(() -> assertThat(files()).isEqualTo(expected));
        assertThat(directory.resolve("live/test/test.m3u8")).hasContent(playlist);
        scene.end();
        await().untilAsserted(() ->
                assertThat(directory.resolve("live/test/test.m3u8")).hasContent(scene.playlist()));
        assertThat(scene.playlist()).endsWith("ENDLIST\n");
        scene.advance(Duration.ofSeconds(60));
        await().until(() -> !Files.exists(directory.resolve("live/test")));
        scene.close();
    }

    @Test
    void writesFragmentsWithWhatTheyNeedAndNothingElse() throws IOException {
        Scene scene = new Scene(config(directory + "/", true).withFormat(HlsConfig.Format.FMP4));
        scene.publish();
        scene.stream(Duration.ofSeconds(60));
        String playlist = scene.playlist();
        Matcher map = Pattern.compile("URI=\"(init-\\d+.mp4)\"").matcher(playlist);
        assertThat(map.find()).isTrue();
        await().untilAsserted(() -> assertThat(files())
                .contains(map.group(1), "master.m3u8", "test.m3u8")
                .containsAll(
                        Scene.listed(playlist).stream().map(n -> n + ".m4s").toList())
                .filteredOn(name -> name.startsWith("init-"))
                .hasSize(1));
        scene.end();
        scene.advance(Duration.ofSeconds(60));
        await().until(() -> !Files.exists(directory.resolve("live/test")));
        scene.close();
    }

    @Test
    void leavesThePlaylistToTheNextUnderTheName() throws IOException {
        Scene scene = new Scene(config(directory + "/", true));
        scene.publish();
        scene.stream(Duration.ofSeconds(15));
        scene.end();
        scene.publish();
        scene.stream(Duration.ofSeconds(60));
        String playlist = scene.playlist();
        List<String> expected = expected(scene, playlist);
        await().untilAsserted(() -> assertThat(files()).isEqualTo(expected));
        assertThat(directory.resolve("live/test/test.m3u8")).hasContent(playlist);
        scene.close();
    }

    @Test
    void keepsTheFilesWhenTheServerStops() throws IOException {
        Scene scene = new Scene(config(directory + "/", true));
        scene.publish();
        scene.stream(Duration.ofSeconds(15));
        scene.close();
        assertThat(Files.readString(directory.resolve("live/test/test.m3u8"))).endsWith("ENDLIST\n");
        assertThat(files()).hasSizeGreaterThan(3);
    }

    @Test
    void writesNothingUnlessThePathIsNamed() throws IOException {
        Scene scene = new Scene(config(directory + "/", false));
        scene.publish();
        scene.stream(Duration.ofSeconds(15));
        scene.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void disturbsNobodyWhenTheDiskCanNotBeWritten() throws IOException {
        Files.writeString(directory.resolve("live"), "in the way");
        Scene scene = new Scene(config(directory + "/", true));
        scene.publish();
        scene.stream(Duration.ofSeconds(15));
        assertThat(Scene.listed(scene.playlist())).hasSizeGreaterThan(2);
        scene.close();
    }
}
