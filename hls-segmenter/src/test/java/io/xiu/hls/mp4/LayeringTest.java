package io.xiu.hls.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.testing.Layering;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayeringTest {
    @Test
    void muxerKnowsNeitherTransportStreamsNorSegmentsNorPlaylists() {
        assertThat(Layering.violations(
                        Path.of("target", "classes"),
                        "io\\.xiu\\.hls\\.mp4",
                        "io\\.xiu\\.hls\\.(ts|segment|playlist)\\..*"))
                .isEmpty();
    }
}
