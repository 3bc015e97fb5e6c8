package io.xiu.flv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.flv.FlvException;
import io.xiu.flv.Tags;
import io.xiu.testing.Readme;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path SOURCE = Path.of("src", "test", "java", "io", "xiu", "flv", "file", "ReadmeExample.java");
    private static final Pattern CLASS = Pattern.compile("`(io\\.xiu\\.flv(?:\\.[a-z]+)*\\.[A-Z]\\w*)`");

    @TempDir
    private Path directory;

    @Test
    void showsTheCodeThatIsRunHere() throws IOException {
        List<String> shown = Readme.shown(README, 0);
        assertThat(shown).isEqualTo(Readme.run(SOURCE)).hasSizeBetween(15, 25);
    }

    @Test
    void namesNoClassThatIsNotThere() throws IOException, ClassNotFoundException {
        List<String> names = CLASS.matcher(Files.readString(README))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(names).hasSizeGreaterThan(10);
        for (String name : names) {
            assertThat(Class.forName(name).getName()).isEqualTo(name);
        }
    }

    @Test
    void whatItShowsCutsAFile() throws IOException, FlvException {
        Path from = Files.write(directory.resolve("from.flv"), Tags.footage());
        Path to = directory.resolve("to.flv");
        long durationMillis = ReadmeExample.cut(from, 6_000, to);
        try (FileChannel file = FileChannel.open(to)) {
            MemoryFile copy = MemoryFile.of(Files.readAllBytes(to));
            List<String> media = Recordings.media(copy);
            assertThat(media.get(0)).startsWith("VIDEO 0 ");
            assertThat(media).hasSizeBetween(100, 500);
            assertThat(durationMillis).isBetween(4_000L, 9_000L);
            assertThat(file.size()).isLessThan(Files.size(from));
        }
    }
}
