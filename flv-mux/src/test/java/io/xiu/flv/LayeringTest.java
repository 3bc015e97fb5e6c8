package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.xiu.testing.Layering;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayeringTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String EVERY_PACKAGE = "io\\.xiu\\..*";

    @Test
    void doesNoInputOrOutputInAnyPackage() {
        assertThat(Layering.violations(CLASSES, EVERY_PACKAGE, Layering.INPUT_OUTPUT))
                .isEmpty();
    }

    @Test
    void knowsNothingOfTheProjectButAmf() {
        assertThat(Layering.violations(CLASSES, EVERY_PACKAGE, "io\\.xiu\\.(?!(amf|flv)\\.).*"))
                .isEmpty();
    }

    @Test
    void seesWhatIsUsedAndFailsWhenThePackageIsGone() {
        assertThat(Layering.violations(CLASSES, "io\\.xiu\\.flv", "io\\.netty\\.buffer\\..*"))
                .isNotEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> Layering.violations(CLASSES, "io\\.xiu\\.flv3", Layering.INPUT_OUTPUT));
    }
}
