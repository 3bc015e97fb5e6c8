package io.xiu.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import io.xiu.server.config.LogConfig;
import io.xiu.server.config.LogFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up: one line per thing that happened, on the standard error stream or in files.
 *
 * <p>Lines are written on a thread of their own. When that can't keep up, because a pipe is blocked or a disk is full,
 * lines are dropped and counted; nobody who logs ever waits.
 */
public final class Logging {
    private static final List<String> MODULES = List.of("io.xiu.", "io.xiu.server.");

    private static final LongAdder DROPPED = new LongAdder();

    /** Exit code of a process without memory. */
    private static final int OUT_OF_MEMORY = 70;

    private static volatile boolean starting;

    private Logging() {}

    /**
     * To be called before anything is logged; again to take another configuration.
     *
     * @throws IOException if the directory of the files can't be made or written to; the message names it
     */
    public static void start(LogConfig config) throws IOException {
        starting = true;
        LoggerContext context = context();
        context.reset();
        context.start();
        OutputStreamAppender<ILoggingEvent> lines = lines(context, config.file());
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(config.level()));
        // Netty tells far more than what happened on its lower levels.
        context.getLogger("io.netty").setLevel(config.level() == LogConfig.Level.TRACE ? Level.DEBUG : Level.WARN);
        config.modules()
                .forEach((module, level) -> MODULES.forEach(
                        prefix -> context.getLogger(prefix + module).setLevel(level(level))));
        context.addTurboFilter(new OutOfMemoryExit(Logging::exit));
        DroppingAppender appender = new DroppingAppender(root, DROPPED);
        appender.addAppender(lines);
        appender.start();
        root.addAppender(appender);
    }

    /** Writes what is waiting, for at most a second, and ends the log. */
    public static void stop() {
        context().stop();
    }

    private static void exit(OutOfMemoryError error) {
        System.err.println("out of memory, the process ends with exit code " + OUT_OF_MEMORY + ": " + error);
        stop();
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }

    /** Lines that were dropped since the process began. */
    public static long droppedLines() {
        return DROPPED.sum();
    }

    /** Whether {@link #start} was called. */
    static boolean isStarting() {
        return starting;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static OutputStreamAppender<ILoggingEvent> lines(LoggerContext context, @Nullable LogFile file)
            throws IOException {
        OutputStreamAppender<ILoggingEvent> appender = file == null ? console() : files(context, file);
        LineLayout layout = new LineLayout();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static OutputStreamAppender<ILoggingEvent> console() {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        return console;
    }

    private static OutputStreamAppender<ILoggingEvent> files(LoggerContext context, LogFile file) throws IOException {
        Path directory = Path.of(file.path());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException("log.file.path: the directory " + directory + " can't be made: " + e, e);
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("log.file.path: the directory " + directory + " must not be written to by this user");
        }
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        TimeBasedRollingPolicy<ILoggingEvent> rolling = new TimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(directory.resolve(fileName(file.rotate())).toString());
        rolling.start();
        appender.setRollingPolicy(rolling);
        return appender;
    }

    // Twelve digits whatever the period, those below it zero.
    private static String fileName(LogFile.Rotate rotate) {
        return switch (rotate) {
            case DAY -> "%d{yyyyMMdd}0000.log";
            case HOUR -> "%d{yyyyMMddHH}00.log";
            case MINUTE -> "%d{yyyyMMddHHmm}.log";
        };
    }

    private static Level level(LogConfig.Level level) {
        return Level.toLevel(level.name());
    }
}
