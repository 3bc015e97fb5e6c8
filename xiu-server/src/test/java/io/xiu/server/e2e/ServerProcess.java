package io.xiu.server.e2e;

import io.xiu.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, and what it writes to its standard error stream. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The last long-term Java that loads native code without a word. */
    private static final int LAST_WITHOUT_WARNING = 21;

    private final List<String> lines = new ArrayList<>();
    private final Process process;
    private final Thread reader;

    private ServerProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command).start();
        reader = new Thread(this::read, "server-process");
        reader.setDaemon(true);
        reader.start();
    }

    static ServerProcess start(String... arguments) throws IOException {
        return start(List.of("-Xmx128m"), arguments);
    }

    /** With these options for the JVM. */
    static ServerProcess start(List<String> options, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
        if (Runtime.version().feature() > LAST_WITHOUT_WARNING) {
            command.add("--enable-native-access=ALL-UNNAMED"); // as the manifest of the server's jar has it
        }
        command.addAll(options);
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new ServerProcess(command);
    }

    private void read() {
        try (BufferedReader in = process.errorReader()) {
            for (String line; (line = in.readLine()) != null; ) {
                add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    /** Blocks until a line with this in it was written. */
    synchronized void awaitLine(String part) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines.stream().noneMatch(line -> line.contains(part))) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("no line with " + part + " in " + lines);
            }
            wait(left);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // the process's own destroy would close what it still writes
    }

    /** Blocks until the process has ended by itself; answers its exit code. */
    int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + patience + ": " + lines());
        }
        reader.join();
        return process.exitValue();
    }

    int awaitExit() throws InterruptedException {
        return awaitExit(PATIENCE);
    }

    /** The lines so far. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
