package io.xiu.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples stand on the libraries alone, and are as short as they promise. */
class ExampleSourcesTest {
    private static final Path SOURCES = Path.of("src", "test", "java", "io", "xiu", "examples");
    private static final List<String> LIBRARIES =
            List.of("java.", "io.netty.", "org.jspecify.", "io.xiu.amf.", "io.xiu.rtmp.", "io.xiu.flv.", "io.xiu.hls.");

    private static List<String> lines(String example) throws IOException {
        return Files.readAllLines(SOURCES.resolve(example + ".java"));
    }

    @ParameterizedTest
    @CsvSource({"RecordPublish, 40", "FlvToHls, 80", "ForwardPublish, 80"})
    void useNothingButTheLibrariesInAFewLines(String example, int most) throws IOException {
        List<String> imports = lines(example).stream()
                .filter(line -> line.startsWith("import "))
                .map(line -> line.replaceAll("import (static )?", ""))
                .toList();
        assertThat(imports)
                .isNotEmpty()
                .allMatch(name -> LIBRARIES.stream().anyMatch(name::startsWith), "of a library");
        assertThat(lines(example)).noneMatch(line -> line.contains("io.xiu.server") || line.contains("io.xiu.relay"));
        assertThat(code(example)).hasSizeBetween(10, most);
    }

    /** What follows the imports, but comments and empty lines. */
    private static List<String> code(String example) throws IOException {
        return lines(example).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("import ") && !line.startsWith("package "))
                .filter(line -> !line.startsWith("/**") && !line.startsWith("*"))
                .toList();
    }

    @Test
    void areAllLookedAt() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.endsWith("Test.java") && !name.equals("Probe.java")))
                    .containsExactlyInAnyOrder("RecordPublish.java", "FlvToHls.java", "ForwardPublish.java");
        }
    }
}
