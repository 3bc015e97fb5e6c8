package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/** What a parser says about text that it can't read, made fit for one line. */
final class Syntax {
    private static final int LONGEST = 200;

    private Syntax() {}

    static String message(@Nullable String message) {
        String line = String.valueOf(message)
                .replaceAll(" \\(line \\d+, column \\d+\\)$", "")
                .replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
