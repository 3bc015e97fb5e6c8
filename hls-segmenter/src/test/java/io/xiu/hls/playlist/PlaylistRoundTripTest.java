package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaylistRoundTripTest {
    private static final int ROUNDS = 20_000;

    private final long seed = new Random().nextLong();

    @Test
    void readsWhatItWroteOfMediaPlaylists() throws PlaylistException {
        RandomPlaylists random = new RandomPlaylists(seed);
        for (int i = 0; i < ROUNDS; i++) {
            MediaPlaylist playlist = random.media();
            String text = new MediaPlaylistWriter().write(playlist);
            assertThat(MediaPlaylistReader.read(text))
                    .as("seed %s, round %s:%n%s", seed, i, text)
                    .isEqualTo(playlist);
        }
    }

    @Test
    void readsWhatItWroteOfMultivariantPlaylists() throws PlaylistException {
        RandomPlaylists random = new RandomPlaylists(seed);
        for (int i = 0; i < ROUNDS; i++) {
            MultivariantPlaylist playlist = random.multivariant();
            String text = new MultivariantPlaylistWriter().write(playlist);
            assertThat(MultivariantPlaylistReader.read(text))
                    .as("seed %s, round %s:%n%s", seed, i, text)
                    .isEqualTo(playlist);
        }
    }
}
