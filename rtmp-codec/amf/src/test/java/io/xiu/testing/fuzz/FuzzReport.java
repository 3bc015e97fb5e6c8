package io.xiu.testing.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Ends a target's run with a line {@code target executions seconds growth slowest}, in bytes and milliseconds, in the
 * file that the property {@code fuzz.report} names, and fails it if live memory grew by more than 32 MB meanwhile.
 */
public final class FuzzReport implements BeforeAllCallback, AfterAllCallback {
    /** Long enough for the classes to be loaded and the caches of Jazzer to be filled. */
    private static final long WARM_UP = 100_000;

    private static final long MAX_GROWTH_BYTES = 32_000_000;

    private static long executions;
    private static long startNanos;
    private static long slowestNanos;
    private static long liveBytes;

    /** Counts an input that has been read every way. */
    static void executed(long nanos) {
        slowestNanos = Math.max(slowestNanos, nanos);
        if (++executions == WARM_UP) {
            liveBytes = Meter.liveBytes();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        executions = 0;
        slowestNanos = 0;
        startNanos = System.nanoTime();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        long growth = executions > WARM_UP ? Meter.liveBytes() - liveBytes : 0;
        String file = System.getProperty("fuzz.report", "");
        if (!file.isEmpty()) {
            append(
                    Path.of(file),
                    "%s %d %d %d %d%n"
                            .formatted(
                                    context.getRequiredTestClass().getSimpleName(),
                                    executions,
                                    (System.nanoTime() - startNanos) / 1_000_000_000,
                                    growth,
                                    slowestNanos / 1_000_000));
        }
        if (growth > MAX_GROWTH_BYTES) {
            throw new AssertionError("memory grew by " + growth + " bytes in " + executions + " executions");
        }
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
