package io.xiu.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.xiu.server.config.TransportConfig;
import io.xiu.server.config.TransportConfig.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

final class SocketsChoiceTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.xiu.server.net");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,     IO_URING,       epoll,    ''",
        "AUTO,     '',             epoll,    ''",
        "EPOLL,    IO_URING,       epoll,    ''",
        "IO_URING, '',             io_uring, ''",
        "NIO,      '',             NIO,      ''",
        "AUTO,     EPOLL,          NIO,      INFO epoll can't be used here: java.io.IOException: because of EPOLL",
        "EPOLL,    EPOLL,          NIO,      'WARN epoll can''t be used here, NIO is tried instead: java.io.IOException: because of EPOLL'",
        "IO_URING, IO_URING,       epoll,    'WARN io_uring can''t be used here, epoll is tried instead: java.io.IOException: because of IO_URING'",
    })
    void takesTheNextBestAndSaysWhy(Kind wanted, String missing, String taken, String line) {
        assertThat(SocketsChoice.choose(wanted, kind -> obstacle(kind, Set.of(missing)))
                        .name())
                .isEqualTo(taken);
        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .isEqualTo(line.isEmpty() ? List.of() : List.of(line));
    }

    @Test
    void withoutAnyNativeTransportThereAreTwoWarnings() {
        assertThat(SocketsChoice.choose(Kind.IO_URING, kind -> obstacle(kind, Set.of("EPOLL", "IO_URING")))
                        .name())
                .isEqualTo("NIO");
        assertThat(log.list).hasSize(2).allMatch(event -> event.getLevel() == Level.WARN);
    }

    @Test
    void theLineNamesTransportLoopsAndWhatNioLacks() {
        Transport transport = Transport.open(new TransportConfig(Kind.NIO, 3), Transport.USER_TIMEOUT);
        try {
            assertThat(log.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .startsWith("NIO, 3 event loops, without TCP_NOTSENT_LOWAT, TCP_USER_TIMEOUT");
        } finally {
            transport.close().syncUninterruptibly();
        }
    }

    @Test
    void withoutANumberThereIsALoopForEachCore() {
        Transport transport = Transport.open(TransportConfig.defaults(), Transport.USER_TIMEOUT);
        try {
            assertThat(transport.group()).hasSize(Runtime.getRuntime().availableProcessors());
        } finally {
            transport.close().syncUninterruptibly();
        }
    }

    private static @Nullable Throwable obstacle(Kind kind, Set<String> missing) {
        return missing.contains(kind.name())
                ? new UnsatisfiedLinkError("no library").initCause(new IOException("because of " + kind))
                : null;
    }
}
