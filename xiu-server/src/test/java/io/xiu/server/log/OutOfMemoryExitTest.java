package io.xiu.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OutOfMemoryExitTest {
    private final List<OutOfMemoryError> exits = new ArrayList<>();
    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("any");

    @BeforeEach
    void install() {
        context.addTurboFilter(new OutOfMemoryExit(exits::add));
        log.setLevel(Level.OFF);
    }

    @Test
    void anErrorOfMemoryEndsTheProcessHoweverItIsLogged() {
        OutOfMemoryError error = new OutOfMemoryError("direct");
        log.warn("text", error);
        log.debug("{} met", "a", error);
        log.error("{} {} {}", "a", "b", "c", error);
        log.error("wrapped", new IllegalStateException(new IOException(error)));
        assertThat(exits).containsExactly(error, error, error, error);
    }

    @Test
    void nothingElseDoes() {
        log.error("text");
        log.error("{}", "a");
        log.error("text", new StackOverflowError());
        log.error("{}", new OutOfMemoryError("not the last").getMessage());
        IOException endless = new IOException("a");
        endless.initCause(new IOException("b", endless));
        log.error("endless", endless);
        assertThat(exits).isEmpty();
    }
}
