package io.xiu.server.config;

/** What a parser says about text that it can't read, made fit for one line. */
final class Syntax {
    private static final int LONGEST = 200;

    private Syntax() {}

    static String message(String message) {
        String line = message.replaceAll(" \\(line \\d+, column \\d+\\)$", "").replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
