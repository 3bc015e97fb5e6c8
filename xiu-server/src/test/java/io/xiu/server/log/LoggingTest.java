package io.xiu.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.server.config.LogConfig;
import io.xiu.server.config.LogFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LoggingTest {
    private static final PrintStream ERR = System.err;

    @TempDir
    private Path directory;

    @AfterEach
    void restore() throws IOException {
        System.setErr(ERR);
        Logging.start(LogConfig.atLevel(LogConfig.Level.WARN));
    }

    @Test
    void writesPlainLinesToTheErrorStream() throws IOException {
        List<String> lines = logged(LogConfig.defaults(), () -> {
            Logger log = LoggerFactory.getLogger("io.xiu.server.rtmp.RtmpService");
            log.info("{} publishes {}", "127.0.0.1:5", "live/test");
            log.debug("nobody reads this");
        });
        assertThat(lines)
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  "
                        + "RtmpService: 127\\.0\\.0\\.1:5 publishes live/test");
    }

    @Test
    void aDefectIsFollowedByItsTrace() throws IOException {
        List<String> lines = logged(
                LogConfig.defaults(),
                () -> LoggerFactory.getLogger("a.B")
                        .error("broken", new IllegalStateException("why", new IOException("deep"))));
        assertThat(lines.get(0)).endsWith(" ERROR B: broken");
        assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: why");
        assertThat(lines)
                .contains("Caused by: java.io.IOException: deep")
                .anyMatch(line -> line.startsWith("\tat io.xiu"));
    }

    @Test
    void aModuleHasALevelOfItsOwn() throws IOException {
        LogConfig config = new LogConfig(LogConfig.Level.WARN, Map.of("rtmp", LogConfig.Level.DEBUG), null);
        List<String> lines = logged(config, () -> {
            LoggerFactory.getLogger("io.xiu.server.rtmp.A").debug("a");
            LoggerFactory.getLogger("io.xiu.rtmp.B").debug("b");
            LoggerFactory.getLogger("io.xiu.server.http.C").info("c");
        });
        assertThat(lines).map(line -> line.substring(line.length() - 4)).containsExactly("A: a", "B: b");
    }

    @Test
    void whatAPeerSentStaysOnOneLineAndKeepsItsSecret() {
        assertThat(LineLayout.plain("a\r\nb\u001b[1m\u202e")).isEqualTo("a\\u000d\\u000ab\\u001b[1m\\u202e");
        assertThat(LineLayout.plain("/live/x?token=abc&a=1 Password=q"))
                .isEqualTo("/live/x?token=***&a=1 Password=***");
        assertThat(LineLayout.plain("x".repeat(100_000))).hasSizeLessThan(2_100);
        assertThat(LineLayout.plain("live/caf\u00e9 monkey=1")).isEqualTo("live/caf\u00e9 monkey=1");
    }

    @Test
    void writesFilesNamedByThePeriod() throws IOException {
        for (LogFile.Rotate rotate : LogFile.Rotate.values()) {
            Path files = directory.resolve("logs/" + rotate);
            LogConfig config = new LogConfig(LogConfig.Level.INFO, Map.of(), new LogFile(rotate, files.toString()));
            assertThat(logged(config, () -> LoggerFactory.getLogger("x").info("hello")))
                    .isEmpty();
            String unused = rotate == LogFile.Rotate.DAY ? "0000" : rotate == LogFile.Rotate.HOUR ? "00" : "";
            try (Stream<Path> names = Files.list(files)) {
                Path name = names.toList().get(0);
                assertThat(name.getFileName().toString())
                        .matches("\\d{" + (12 - unused.length()) + "}" + unused + "\\.log");
                assertThat(name).content().contains("hello");
            }
        }
    }

    @Test
    void namesADirectoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        LogConfig config = new LogConfig(
                LogConfig.Level.INFO,
                Map.of(),
                new LogFile(LogFile.Rotate.DAY, file.resolve("logs").toString()));
        assertThatThrownBy(() -> Logging.start(config))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("log.file.path")
                .hasMessageContaining(file.toString());
    }

    private static List<String> logged(LogConfig config, Runnable action) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        Logging.start(config);
        action.run();
        Logging.stop();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
