package io.xiu.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM's optimizing compiler (C2) stand back for the event loops. In a node's first minute it has seconds of work,
 * which on a machine with one or two cores viewers would see as frames that come in bursts. With a lower priority it takes
 * what the loops leave.
 *
 * <p>Linux only, where each thread has a nice value of its own. Java has no call for it, so {@code renice} is run once; where
 * there is none, everything stays as it was.
 */
final class CompilerPriority {
    /** A tenth of what a thread gets that wants all of a core: compiling goes on also where the loops want all of it. */
    static final int NICE = 10;

    private static final Path OWN_THREADS = Path.of("/proc/self/task");
    private static final String COMPILER = "C2 Compiler";
    private static final int TIMEOUT_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(CompilerPriority.class);

    private CompilerPriority() {}

    /** Runs {@code renice} on a thread of its own. */
    static void lowerSoon() {
        Thread thread = new Thread(CompilerPriority::lower, "xiu-compiler-priority");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns whether there were such threads and they have the lower priority now. */
    static boolean lower() {
        try {
            List<String> threads = compilerThreads(OWN_THREADS);
            return !threads.isEmpty() && renice(threads);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("the priority of the compiler stays as it is: {}", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The ids of the threads in {@code tasks} that compile. */
    static List<String> compilerThreads(Path tasks) throws IOException {
        try (Stream<Path> all = Files.list(tasks)) {
            return all.filter(CompilerPriority::compiles)
                    .map(task -> task.getFileName().toString())
                    .toList();
        }
    }

    private static boolean compiles(Path task) {
        try {
            return Files.readString(task.resolve("comm")).startsWith(COMPILER);
        } catch (IOException e) {
            return false; // the thread has ended
        }
    }

    private static boolean renice(List<String> threads) throws IOException, InterruptedException {
        // Without -n: with it, BusyBox adds the number to what there is, others set it.
        List<String> command = new ArrayList<>(List.of("renice", Integer.toString(NICE), "-p"));
        command.addAll(threads);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
