package io.xiu.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.testing.Layering;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayeringTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void doesNoInputOutputReadsNoClockAndStartsNoThread() {
        assertThat(Layering.violations(CLASSES, "io\\.xiu\\.hls(\\..*)?", Layering.INPUT_OUTPUT))
                .isEmpty();
    }

    @Test
    void knowsNoOtherFormat() {
        assertThat(Layering.violations(CLASSES, "io\\.xiu\\.hls(\\..*)?", "io\\.xiu\\.(?!hls).*"))
                .isEmpty();
    }

    @Test
    void muxerKnowsNeitherSegmentsNorPlaylists() {
        assertThat(Layering.violations(CLASSES, "io\\.xiu\\.hls\\.ts", "io\\.xiu\\.hls\\.(segment|playlist)\\..*"))
                .isEmpty();
    }
}
