package io.xiu.rtmp.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of a session: where it stands, what is done to it, what comes of it. It's a file of lines to be read;
 * {@code -Dgolden.rewrite=true} writes anew what a test got.
 */
record Golden(String file) {
    static final Golden SERVER = new Golden("command-matrix.txt");
    static final Golden CLIENT = new Golden("client-matrix.txt");

    private static final int STAND = 28;
    private static final int INPUT = 38;

    /** A line of the table. */
    static String row(String stand, String input, String outcome) {
        return String.format("%-" + STAND + "s %-" + INPUT + "s %s", stand, input, outcome);
    }

    /** What two rows must have in common to be about the same. */
    static String key(String stand, String input) {
        return stand + " | " + input;
    }

    /** The lines of the file, after they were written anew if that is wanted. */
    List<String> expected(List<String> got) throws IOException {
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.write(Path.of("src/test/resources/io/xiu/rtmp/session", file), got);
            return got;
        }
        return lines();
    }

    /** The outcomes by their {@link #key}. */
    Map<String, String> outcomes() throws IOException {
        Map<String, String> outcomes = new HashMap<>();
        for (String line : lines()) {
            String stand = line.substring(0, STAND).strip();
            String input = line.substring(STAND + 1, STAND + 1 + INPUT).strip();
            outcomes.put(key(stand, input), line.substring(STAND + INPUT + 2));
        }
        return outcomes;
    }

    private List<String> lines() throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream(file)) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
