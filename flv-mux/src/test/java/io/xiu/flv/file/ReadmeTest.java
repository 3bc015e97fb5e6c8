package io.xiu.flv.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
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
        assertThat(shown).isEqualTo(Readme.run(SOURCE, 0)).hasSizeBetween(10, 20);
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
        Path whole = Files.write(directory.resolve("whole.flv"), Tags.footage());
        Path part = directory.resolve("part.flv");
        long durationMillis;
        try (FileChannel from = FileChannel.open(whole);
                FileChannel to = FileChannel.open(part, CREATE_NEW, WRITE)) {
            durationMillis = ReadmeExample.cut(from, 6_000, to);
        }
        List<String> media = Recordings.media(MemoryFile.of(Files.readAllBytes(part)));
        assertThat(media.get(0)).startsWith("VIDEO 0 ");
        assertThat(media).hasSizeBetween(100, 500);
        assertThat(durationMillis).isBetween(4_000L, 9_000L);
        assertThat(Files.size(part)).isLessThan(Files.size(whole));
    }
}
