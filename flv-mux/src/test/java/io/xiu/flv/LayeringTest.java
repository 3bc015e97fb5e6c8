package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.xiu.testing.Layering;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayeringTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String EVERY_PACKAGE = "io\\.xiu\\..*";
    private static final String CHANNELS_AND_FILES = "java\\.nio\\.(channels|file)\\..*";

    @Test
    void doesNoInputOrOutputButInThePackageForFiles() {
        assertThat(Layering.violations(CLASSES, "io\\.xiu\\.(?!flv\\.file).*", Layering.INPUT_OUTPUT))
                .isEmpty();
    }

    @Test
    void opensNoFileItself() {
        assertThat(Layering.INPUT_OUTPUT).contains(CHANNELS_AND_FILES);
        String others = Layering.INPUT_OUTPUT.replace(
                CHANNELS_AND_FILES,
                "java\\.nio\\.file\\..*|java\\.nio\\.channels\\.(?!(Seekable|Readable)ByteChannel).*");
        assertThat(Layering.violations(CLASSES, "io\\.xiu\\.flv\\.file", others))
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
        assertThat(Layering.violations(CLASSES, "io\\.xiu\\.flv\\.file", Layering.INPUT_OUTPUT))
                .isNotEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> Layering.violations(CLASSES, "io\\.xiu\\.flv3", Layering.INPUT_OUTPUT));
    }
}
