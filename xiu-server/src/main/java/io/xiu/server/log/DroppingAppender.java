package io.xiu.server.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Hands lines to another thread, drops them when it can't keep up, and tells how many once there is room again. */
final class DroppingAppender extends AsyncAppender {
    private static final int QUEUE_LINES = 8_192;
    private static final int FLUSH_MILLIS = 1_000;

    private final Logger reporter;
    private final LongAdder total;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * Makes an appender that has no other to write to yet.
     *
     * @param reporter the logger in whose name the number is told
     * @param total counts every line dropped
     */
    DroppingAppender(Logger reporter, LongAdder total) {
        this.reporter = reporter;
        this.total = total;
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
            total.increment();
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
