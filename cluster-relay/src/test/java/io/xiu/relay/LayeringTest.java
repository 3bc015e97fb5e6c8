package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.testing.Layering;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayeringTest {
    @Test
    void theCoreDoesNoInputOutput() {
        assertThat(Layering.violations(Path.of("target/classes"), "io\\.xiu\\.relay", Layering.INPUT_OUTPUT))
                .isEmpty();
    }
}
