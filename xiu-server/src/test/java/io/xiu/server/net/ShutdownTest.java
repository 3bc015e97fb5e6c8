package io.xiu.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.server.config.LogConfig;
import io.xiu.server.log.Logging;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts a process of its own and sends it signals. */
@Timeout(60)
final class ShutdownTest {
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void theFirstSignalStopsInOrderAndExitsWithZero(String name) throws Exception {
        Process process = start("orderly");
        BufferedReader lines = process.errorReader();
        assertThat(lines.readLine()).endsWith("ready");
        signal(process, name);
        assertThat(rest(lines))
                .map(line -> line.replaceAll(".*: ", ""))
                .containsExactly("stopping", "callback", "stopped");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aSecondSignalExitsAtOnce() throws Exception {
        Process process = start("stuck");
        BufferedReader lines = process.errorReader();
        assertThat(lines.readLine()).endsWith("ready");
        signal(process, "TERM");
        assertThat(lines.readLine()).endsWith("stopping");
        assertThat(lines.readLine()).endsWith("callback");
        assertThat(process.isAlive()).isTrue();
        long before = System.nanoTime();
        signal(process, "INT");
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(Shutdown.LIMIT.toSeconds() / 2));
    }

    @Test
    void anExceptionWhileStoppingDoesNotKeepTheProcess() throws Exception {
        Process process = start("failing");
        BufferedReader lines = process.errorReader();
        assertThat(lines.readLine()).endsWith("ready");
        signal(process, "TERM");
        assertThat(String.join("\n", rest(lines)))
                .contains("stopped, not in order")
                .contains("on purpose");
        assertThat(process.waitFor()).isZero();
    }

    private static Process start(String how) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("-Xmx64m", Stoppable.class.getName(), how));
        return new ProcessBuilder(command).start();
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static List<String> rest(BufferedReader lines) {
        return lines.lines().toList();
    }

    /** What the process runs. */
    static final class Stoppable {
        private Stoppable() {}

        public static void main(String[] arguments) throws Exception {
            Logging.start(LogConfig.defaults());
            var log = org.slf4j.LoggerFactory.getLogger(Stoppable.class);
            Shutdown.onSignal(() -> {
                log.info("callback");
                return switch (arguments[0]) {
                    case "orderly" -> CompletableFuture.completedFuture("done");
                    case "stuck" -> new CompletableFuture<>();
                    default -> throw new IllegalStateException("on purpose");
                };
            });
            log.info("ready");
            new CompletableFuture<Void>().join();
        }
    }
}
