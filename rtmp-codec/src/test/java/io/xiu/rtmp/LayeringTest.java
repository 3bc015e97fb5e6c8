package io.xiu.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.testing.Layering;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayeringTest {
    @Test
    void theProtocolTouchesNoSocketNoClockAndNoThread() {
        assertThat(Layering.violations(
                        Path.of("target/classes"),
                        "io\\.xiu\\.rtmp(\\.(message|chunk|handshake|session))?",
                        Layering.INPUT_OUTPUT))
                .isEmpty();
    }

    @Test
    void theChunkLayerKnowsNoSession() {
        assertThat(Layering.violations(
                        Path.of("target/classes"),
                        "io\\.xiu\\.rtmp(\\.(message|chunk|handshake))?",
                        "io\\.xiu\\.rtmp\\.(session|netty)\\..*"))
                .isEmpty();
    }
}
