package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlayersTest {
    private static final long PATIENCE = 100;

    private final Players players = new Players();

    @Test
    void knowsWhoCameOfLate() {
        players.seen("a", 0);
        assertThat(players.isPresent("a", 99, PATIENCE)).isTrue();
        assertThat(players.isPresent("a", 100, PATIENCE)).isFalse();
        assertThat(players.isPresent("b", 0, PATIENCE)).isFalse();
        players.seen("a", 50);
        players.tick(149, PATIENCE);
        assertThat(players.isPresent("a", 149, PATIENCE)).isTrue();
        players.tick(150, PATIENCE);
        assertThat(players.isPresent("a", 149, PATIENCE)).as("forgotten").isFalse();
    }

    @Test
    void forgetsTheOneThatWasSilentForLongestOfTooMany() {
        for (int i = 0; i < Players.MAX_PLAYERS; i++) {
            players.seen(i, 0);
        }
        players.seen(0, 1);
        players.seen("another", 1);
        assertThat(players.isPresent(0, 2, PATIENCE)).isTrue();
        assertThat(players.isPresent(1, 2, PATIENCE)).isFalse();
        assertThat(players.isPresent("another", 2, PATIENCE)).isTrue();
    }
}
