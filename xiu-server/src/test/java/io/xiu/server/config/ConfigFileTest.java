package io.xiu.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileTest {
    private static final String RTMP = "[rtmp]\nenabled = true\nport = 1935\n";

    @TempDir
    private Path directory;

    @Test
    void readsTheFirstNodeOfAPushCluster() throws Exception {
        ConfigFile file = toml("""
                [rtmp]
                enabled = true
                port = 1935
                [[rtmp.push]]
                enabled = true
                address = "xiu-server-2"
                port = 1935
                [[rtmp.push]]
                enabled = true
                address = "xiu-server-3"
                port = 1935
                [hls]
                enabled = true
                port = 8080
                [httpflv]
                enabled = true
                port = 8081
                [log]
                level = "info"
                """);
        assertThat(file.warnings()).isEmpty();
        assertThat(file.config().rtmp())
                .isEqualTo(new RtmpConfig(
                        true,
                        1935,
                        1,
                        2000,
                        10,
                        null,
                        List.of(new RelayTarget("xiu-server-2", 1935), new RelayTarget("xiu-server-3", 1935)),
                        null));
        assertThat(file.config().hls()).isEqualTo(HlsConfig.onPort(8080));
        assertThat(file.config().httpFlv()).isEqualTo(HttpFlvConfig.onPort(8081));
        assertThat(file.config().httpApi()).isEqualTo(new HttpApiConfig(8000, false));
        assertThat(file.config().log()).isEqualTo(LogConfig.defaults());
    }

    @Test
    void readsANodeThatPulls() throws Exception {
        ConfigFile file =
                toml(RTMP + "[rtmp.pull]\nenabled = true\naddress = \"xiu-server-1\"\nport = 1935\n" + "hold = 1\n");
        assertThat(file.config().rtmp().pull()).isEqualTo(new RelayTarget("xiu-server-1", 1935));
        assertThat(file.warnings()).hasSize(1);
    }

    @Test
    void readsTheSmallestConfigurationOfTheImage() throws Exception {
        ConfigFile file = toml(RTMP + "[log]\nlevel = \"info\"\n");
        assertThat(file.warnings()).isEmpty();
        assertThat(file.config())
                .isEqualTo(ServerConfig.of(
                        RtmpConfig.onPort(1935), HttpFlvConfig.disabled(), HlsConfig.disabled(), LogConfig.defaults()));
    }

    @Test
    void readsEveryKeyFromBothFormats() throws Exception {
        ConfigFile fromToml = ConfigFile.load(write("full.toml", FullConfig.TOML));
        ConfigFile fromJson = ConfigFile.load(write("full.json", FullConfig.JSON));
        assertThat(fromToml.config()).isEqualTo(FullConfig.EXPECTED);
        assertThat(fromJson.config()).isEqualTo(FullConfig.EXPECTED);
    }

    @Test
    void warnsOfEachEnabledFeatureThatIsMissing() throws Exception {
        ConfigFile file = ConfigFile.load(write("full.toml", FullConfig.TOML));
        assertThat(file.warnings())
                .map(warning -> warning.replaceAll("^.*full.toml:\\d+:\\d+: ", ""))
                .containsExactlyInAnyOrder(
                        "rtsp: is not supported yet: ignored",
                        "webrtc: is not supported yet: ignored",
                        "hls.need_record: is not supported yet: ignored",
                        "hls.aof_ratio: has no effect: segments of audio alone are cut as all others are",
                        "hls.s3: is not supported yet: ignored",
                        "httpnotify: is not supported yet: ignored");
    }

    @Test
    void warnsOfALivePlaylistThatIsTooLong() throws Exception {
        String hls = RTMP + "[hls]\nenabled = true\nport = 8080\nlive_ts_count = ";
        assertThat(toml(hls + "100\n").warnings()).isEmpty();
        assertThat(toml(hls + "101\n").warnings())
                .containsExactly(
                        directory.resolve("c.toml") + ":7:1: hls.live_ts_count: playlists have 100 segments at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "httpflv", "hls"})
    void refusesAnAuthenticationItWouldNotDo(String section) throws Exception {
        String auth = "[" + section + ".auth]\npull_enabled = %s\npush_enabled = %s\nalgorithm = \"md5\"\n";
        String protocols = RTMP + "[httpflv]\nenabled = true\nport = 8081\n[hls]\nenabled = true\nport = 8080\n";
        assertThat(toml(protocols + auth.formatted(false, false)).warnings()).isEmpty();
        assertThatThrownBy(() -> toml(protocols + auth.formatted(true, false)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(directory.resolve("c.toml") + ":10:1: " + section
                        + ".auth: authentication is not supported yet, and is not left out silently");
        assertThatThrownBy(() -> toml(protocols + auth.formatted(false, true))).isInstanceOf(ConfigException.class);
    }

    @Test
    void namesTheNearestKeyOfAnUnknownOne() throws Exception {
        ConfigFile file =
                toml("[rtmp]\nenabled = true\nport = 1935\ngop_nun = 2\nPort = 1\nzzz = 1\n[htpflv]\nport = 1\n");
        String place = directory.resolve("c.toml").toString();
        assertThat(file.warnings())
                .containsExactly(
                        place + ":4:1: unknown key 'gop_nun' in [rtmp]; did you mean 'gop_num'?",
                        place + ":5:1: unknown key 'Port' in [rtmp]; did you mean 'port'?",
                        place + ":6:1: unknown key 'zzz' in [rtmp]",
                        place + ":7:1: unknown key 'htpflv'; did you mean 'httpflv'?");
    }

    @Test
    void tellsEverythingThatIsWrongInTheOrderOfTheFile() {
        String text = """
                [rtmp]
                enabled = "yes"
                port = 70000
                gop_num = -1
                hold_seconds = 1.5
                [[rtmp.push]]
                enabled = true
                address = "no such/name"
                port = 0
                [hls]
                enabled = true
                fragment = 0
                [log]
                level = "loud"
                """;
        String place = directory.resolve("c.toml").toString();
        assertThatThrownBy(() -> toml(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(String.join(
                        "\n",
                        place + ":2:1: rtmp.enabled: wants a boolean, found a string",
                        place + ":3:1: rtmp.port: 70000 is out of range: 1 to 65535",
                        place + ":4:1: rtmp.gop_num: -1 is out of range: 0 to 1000",
                        place + ":5:1: rtmp.hold_seconds: wants an integer, found a number",
                        place + ":8:1: rtmp.push[0].address: 'no such/name' is neither a host name nor an IP address",
                        place + ":9:1: rtmp.push[0].port: 0 is out of range: 1 to 65535",
                        place + ":10:1: hls.port: is missing: 1 to 65535",
                        place + ":12:1: hls.fragment: 0 is out of range: 1 to 300",
                        place + ":14:1: log.level: 'loud' is not a level: off, error, warn, info, debug or trace"));
    }

    @Test
    void tellsWhatIsOutOfRangeInTheSectionsOfTheNode() {
        String text = RTMP + """
                [server]
                transport = "iocp"
                event_loops = 1025
                [delivery]
                merge_min_ms = -1
                merge_max_ms = 5001
                lag_bytes = 65535
                lag_ms = 99
                stall_seconds = 0
                gop_max_bytes = 1073741825
                memory_percent = 101
                """;
        String place = directory.resolve("c.toml").toString();
        assertThatThrownBy(() -> toml(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(String.join(
                        "\n",
                        place + ":5:1: server.transport: 'iocp' is none of: auto, epoll, io_uring, nio",
                        place + ":6:1: server.event_loops: 1025 is out of range: 0 to 1024",
                        place + ":8:1: delivery.merge_min_ms: -1 is out of range: 0 to 5000",
                        place + ":9:1: delivery.merge_max_ms: 5001 is out of range: 0 to 5000",
                        place + ":10:1: delivery.lag_bytes: 65535 is out of range: 65536 to 1073741824",
                        place + ":11:1: delivery.lag_ms: 99 is out of range: 100 to 600000",
                        place + ":12:1: delivery.stall_seconds: 0 is out of range: 1 to 3600",
                        place + ":13:1: delivery.gop_max_bytes: 1073741825 is out of range: 65536 to 1073741824",
                        place + ":14:1: delivery.memory_percent: 101 is out of range: 1 to 100"));
    }

    @Test
    void takesTheEndsOfEveryRangeInTheSectionsOfTheNode() throws Exception {
        String least = """
                [delivery]
                merge_min_ms = 0
                merge_max_ms = 0
                lag_bytes = 65536
                lag_ms = 100
                stall_seconds = 1
                gop_max_bytes = 65536
                memory_percent = 1
                """;
        assertThat(toml(RTMP + least).config().delivery())
                .isEqualTo(new DeliveryConfig(0, 0, 65_536, 100, 1, 65_536, 1));
        String most = """
                [delivery]
                merge_min_ms = 5000
                merge_max_ms = 5000
                lag_bytes = 1073741824
                lag_ms = 600000
                stall_seconds = 3600
                gop_max_bytes = 1073741824
                memory_percent = 100
                """;
        assertThat(toml(RTMP + most).config().delivery())
                .isEqualTo(new DeliveryConfig(5_000, 5_000, 1 << 30, 600_000, 3_600, 1 << 30, 100));
        assertThat(toml(RTMP + "[server]\nevent_loops = 1024\n").config().transport())
                .isEqualTo(new TransportConfig(TransportConfig.Kind.AUTO, 1_024));
    }

    @Test
    void refusesMergesThatContradictOtherLimits() {
        assertThatThrownBy(() -> toml(RTMP + "[delivery]\nmerge_min_ms = 351\n"))
                .hasMessageContaining(":5:1: delivery.merge_min_ms: 351 is more than merge_max_ms, which is 350");
        assertThatThrownBy(() -> toml(RTMP + "[delivery]\nlag_ms = 350\n"))
                .hasMessageContaining(":5:1: delivery.lag_ms: 350 is not more than merge_max_ms, which is 350");
    }

    @Test
    void tellsThePlaceOfAMistakeInJson() throws IOException {
        Path path = write("c.json", "{\"rtmp\": {\"enabled\": true,\n  \"port\": \"1935\"}}");
        assertThatThrownBy(() -> ConfigFile.load(path))
                .hasMessage(path + ":2:11: rtmp.port: wants an integer, found a string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[rtmp\\nenabled = true | :1:6: Unexpected end of line",
                "[rtmp]\\nport = 1\\nport = 2 | :3:1: port previously defined",
                "[rtmp]\\nenabled = treu | :2:11: ",
                "[rtmp]\\nport = 99999999999999999999 | :2:8: Integer is too large",
                "[rtmp]\\nport = 9999-99-99 | :2:",
                "[rtmp]\\nenabled = true\\nport = nan | :3:1: rtmp.port: wants an integer, found a number",
                "rtmp = 1 | :1:1: rtmp: wants a table, found an integer",
                "[[rtmp]]\\nenabled = true | :1:1: rtmp: wants a table, found an array",
                "[rtmp]\\nenabled = true\\nport = 1\\n[rtmp.push]\\nenabled = true | :4:1: rtmp.push: wants an array of tables",
                "[rtmp]\\nenabled = true\\nport = 1\\npush = [1] | :4:9: rtmp.push[0]: wants a table",
                "[rtmp]\\nport = 1 | :1:1: rtmp.enabled: is missing: true or false",
                "'' | :1:1: nothing is enabled",
                "[rtsp]\\nenabled = true\\nport = 554 | :1:1: nothing is enabled",
                "[rtmp]\\nenabled = true\\nport = 1\\n[log.file]\\nenabled = true\\nrotate = 'week'\\npath = '.'"
                        + " | :6:1: log.file.rotate: 'week' is none of: day, hour, minute",
                "[rtmp]\\nenabled = true\\nport = 80\\n[hls]\\nenabled = true\\nport = 81\\nformat = 'mp4'"
                        + " | :7:1: hls.format: 'mp4' is none of: auto, ts, fmp4",
                "[rtmp]\\nenabled = true\\nport = 80\\n[hls]\\nenabled = true\\nport = 80 | :6:1: hls.port: is the port of [rtmp] too",
            })
    void refusesWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> toml(text.replace("\\n", "\n")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(directory.resolve("c.toml") + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | :1:1: wants an object",
                "[] | :1:1: wants an object",
                "{ | :1:2: Unexpected end-of-input",
                "{} x | :1:4: ",
                "{\"rtmp\":{\"port\":1,\"port\":2}} | 19: key 'port' stands here twice",
                "{\"rtmp\":{\"port\":1e400}} | rtmp.port: wants an integer, found a number",
                "{\"rtmp\":{\"port\":99999999999999999999}} | rtmp.port: wants an integer, found a number",
            })
    void refusesWhatIsWrongInJson(String text, String message) throws IOException {
        Path path = write("c.json", text);
        assertThatThrownBy(() -> ConfigFile.load(path))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(path + ":1:")
                .hasMessageContaining(message);
    }

    @Test
    void aNullInJsonIsAnAbsentKey() throws Exception {
        ConfigFile file = ConfigFile.load(
                write("c.json", "{\"rtmp\":{\"enabled\":true,\"port\":1935,\"pull\":null,\"push\":[]}}"));
        assertThat(file.config().rtmp()).isEqualTo(RtmpConfig.onPort(1935));
    }

    @Test
    void readsPastAByteOrderMarkAndCarriageReturns() throws Exception {
        assertThat(toml("\uFEFF" + RTMP.replace("\n", "\r\n")).config().rtmp()).isEqualTo(RtmpConfig.onPort(1935));
    }

    @Test
    void tellsWhereTextIsNotUtf8() throws IOException {
        Path path = directory.resolve("c.toml");
        Files.write(path, "[rtmp]\nport \u00e9 = 1".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigFile.load(path)).hasMessage(path + ":2:6: is not UTF-8 from here on");
        Files.write(path, RTMP.getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> ConfigFile.load(path)).hasMessage(path + ":1:1: is not UTF-8 from here on");
    }

    @Test
    void refusesFilesThatAreNone() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder.toml"));
        assertThatThrownBy(() -> ConfigFile.load(folder)).hasMessage(folder + ": is a directory");
        Path missing = directory.resolve("missing.toml");
        assertThatThrownBy(() -> ConfigFile.load(missing)).hasMessage(missing + ": there is no such file");
        Path other = write("c.yaml", "");
        assertThatThrownBy(() -> ConfigFile.load(other)).hasMessage(other + ": is neither a .toml nor a .json file");
        Path binary = write("c.toml", "\0\1\2");
        assertThatThrownBy(() -> ConfigFile.load(binary)).hasMessageContaining(binary + ":1:1: ");
    }

    @Test
    void refusesAFileItMustNotRead() throws IOException {
        Path path = write("c.toml", RTMP);
        Assumptions.assumeTrue(path.toFile().setReadable(false) && !Files.isReadable(path), "root reads everything");
        assertThatThrownBy(() -> ConfigFile.load(path)).hasMessage(path + ": must not be read by this user");
    }

    @Test
    void refusesAFileLargerThanTheLimitAndReadsOneThatIsNot() throws Exception {
        String comment = "#" + "x".repeat(ConfigFile.MAX_BYTES - 1 - RTMP.length() - 1) + "\n";
        assertThat(toml(RTMP + comment).config().rtmp().port()).isEqualTo(1935);
        Path path = write("c.toml", RTMP + comment + "\n");
        assertThatThrownBy(() -> ConfigFile.load(path)).hasMessage(path + ": is larger than 1048576 bytes");
    }

    @Test
    void hostileNestingEndsSoon() throws IOException {
        List<Path> files = List.of(
                write("a.toml", "a = " + "[".repeat(100_000)),
                write("b.toml", "a" + ".a".repeat(100_000) + " = 1"),
                write("c.toml", "a = " + "{a=".repeat(50_000) + "1" + "}".repeat(50_000)),
                write("d.toml", "%%%=\n".repeat(50_000)),
                write("e.json", "[".repeat(100_000)),
                write("f.json", "{\"a\":".repeat(100_000)));
        for (Path file : files) {
            ConfigException refusal = Assertions.assertTimeout(
                    Duration.ofSeconds(10),
                    () -> Assertions.assertThrows(ConfigException.class, () -> ConfigFile.load(file)));
            assertThat(refusal).hasMessageStartingWith(file + ":");
            assertThat(refusal.toString()).hasSizeLessThan(10_000);
        }
    }

    @Test
    void noTextFormShowsASecret() {
        assertThat(FullConfig.EXPECTED.toString()).doesNotContain("the-key", "the-pass", "the-push");
    }

    private ConfigFile toml(String text) throws IOException, ConfigException {
        return ConfigFile.load(write("c.toml", text));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
