package io.xiu.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Ends the process when memory has run out, of the heap or beside it: a server without it loses what it is in the middle
 * of, and does worse than one that starts anew.
 *
 * <p>Whoever meets the error, on whatever thread, Netty included, has it logged; so the log is the one place that learns
 * of all of them. Levels don't matter here.
 */
final class OutOfMemoryExit extends TurboFilter {
    private static final int DEEPEST = 8;

    private final Consumer<OutOfMemoryError> exit;

    /** What to do then. */
    OutOfMemoryExit(Consumer<OutOfMemoryError> exit) {
        this.exit = exit;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        Object cause = thrown;
        if (cause == null && parameters != null && parameters.length > 0) {
            cause = parameters[parameters.length - 1];
        }
        for (int depth = 0; cause instanceof Throwable each && depth < DEEPEST; depth++) {
            if (each instanceof OutOfMemoryError error) {
                exit.accept(error);
            }
            cause = each.getCause();
        }
        return FilterReply.NEUTRAL;
    }
}
