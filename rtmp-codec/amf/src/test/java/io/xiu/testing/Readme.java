package io.xiu.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares the code a README shows with that of the test which runs it. */
public final class Readme {
    private static final String BEGIN = "// README";
    private static final String END = "// end of README";

    private Readme() {}

    /** The lines of the README's Java block of this number, counted from 0. */
    public static List<String> shown(Path readme, int block) throws IOException {
        List<String> lines = Files.readAllLines(readme);
        int begin = nth(lines, block, "```java");
        return lines.subList(begin + 1, from(lines, begin, "```"));
    }

    /** The lines between a test's pair of marks of this number, counted from 0, less the indentation of the first. */
    public static List<String> run(Path source, int block) throws IOException {
        List<String> lines = Files.readAllLines(source);
        int begin = nth(lines, block, BEGIN);
        int indent = lines.get(begin).length() - BEGIN.length();
        return lines.subList(begin + 1, from(lines, begin, END)).stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .toList();
    }

    private static int nth(List<String> lines, int number, String wanted) {
        int at = from(lines, 0, wanted);
        for (int found = 0; found < number; found++) {
            at = from(lines, at + 1, wanted);
        }
        return at;
    }

    private static int from(List<String> lines, int start, String wanted) {
        for (int i = start; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(wanted)) {
                return i;
            }
        }
        throw new IllegalStateException("no line " + wanted);
    }
}
