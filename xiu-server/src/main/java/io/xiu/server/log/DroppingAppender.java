package io.xiu.server.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;

/** Hands lines to another thread, drops them when it can't keep up, and tells how many once there is room again. */
final class DroppingAppender extends AsyncAppender {
    private static final int QUEUE_LINES = 8_192;
    private static final int FLUSH_MILLIS = 1_000;

    private final Logger reporter;
    private final AtomicLong dropped = new AtomicLong();

    /** The logger in whose name the number is told. */
    DroppingAppender(Logger reporter) {
        this.reporter = reporter;
        setContext(reporter.getLoggerContext());
        setQueueSize(QUEUE_LINES);
        setDiscardingThreshold(0);
        setNeverBlock(true);
        setMaxFlushTime(FLUSH_MILLIS);
    }

    @Override
    protected void put(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            dropped.incrementAndGet();
            return;
        }
        long lines = dropped.getAndSet(0);
        if (lines > 0) {
            super.put(new LoggingEvent(
                    DroppingAppender.class.getName(),
                    reporter,
                    Level.WARN,
                    "{} lines were dropped, writing them was too slow",
                    null,
                    new Object[] {lines}));
        }
        super.put(event);
    }
}
