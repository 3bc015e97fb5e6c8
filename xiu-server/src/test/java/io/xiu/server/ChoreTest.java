package io.xiu.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.server.testing.Logged;
import org.junit.jupiter.api.Test;

class ChoreTest {
    private int runs;

    @Test
    void isDoneAgainAfterItHasFailed() {
        Chore chore = new Chore("counting", () -> {
            if (++runs == 1) {
                throw new IllegalStateException("a defect made by a test");
            }
        });
        try (Logged log = new Logged(Chore.class)) {
            chore.run();
            assertThat(log.lines()).containsExactly("ERROR counting failed, and is tried again");
            chore.run();
            assertThat(log.lines()).hasSize(1);
        }
        assertThat(runs).isEqualTo(2);
    }
}
