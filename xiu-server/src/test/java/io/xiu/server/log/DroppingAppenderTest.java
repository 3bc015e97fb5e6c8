package io.xiu.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class DroppingAppenderTest {
    @Test
    void aBlockedWriterMakesNobodyWaitAndTheLossIsTold() throws InterruptedException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.start();
        Logger logger = context.getLogger("x");
        BlockedAppender blocked = new BlockedAppender();
        blocked.setContext(logger.getLoggerContext());
        blocked.start();
        LongAdder total = new LongAdder();
        DroppingAppender appender = new DroppingAppender(logger, total);
        appender.addAppender(blocked);
        appender.start();
        logger.addAppender(appender);
        logger.warn("first");
        assertThat(blocked.entered.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20_000; i++) {
            logger.info("line");
        }
        blocked.released.countDown();
        await().until(() -> appender.getNumberOfElementsInQueue() == 0);
        logger.warn("last");
        logger.getLoggerContext().stop();
        assertThat(blocked.lines).startsWith("first").endsWith("last");
        assertThat(blocked.lines.get(blocked.lines.size() - 2)).matches("\\d+ lines were dropped.*");
        int written = blocked.lines.size() - 3;
        assertThat(blocked.lines.get(blocked.lines.size() - 2)).startsWith((20_000 - written) + " ");
    }

    private static final class BlockedAppender extends AppenderBase<ILoggingEvent> {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
        final List<String> lines = new ArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lines.add(event.getFormattedMessage());
        }
    }
}
