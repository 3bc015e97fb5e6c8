package io.xiu.relay;

import java.nio.charset.StandardCharsets;

/**
 * What a live stream is found by: the application and the stream's name, both already checked.
 *
 * <p>Keys become URL paths, file names, log lines and JSON, so each part has 1 to 255 bytes of UTF-8, made of letters
 * and digits of any script and of {@code . _ ~ - + = @ : , ! $ ( ) [ ]}, and is neither {@code .} nor {@code ..}.
 */
public record StreamKey(String app, String name) {
    /** Longest application or stream name, in bytes of UTF-8. */
    public static final int MAX_BYTES = 255;

    private static final String MARKS = "._~-+=@:,!$()[]";

    /**
     * Makes a key of an application and a name.
     *
     * @throws IllegalArgumentException if one of them is no legal name; the message says why and quotes nothing
     */
    public StreamKey {
        check("application", app);
        check("stream", name);
    }

    private static void check(String what, String part) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException("the " + what + " name is empty");
        }
        if (part.length() > MAX_BYTES || part.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("the " + what + " name has more than " + MAX_BYTES + " bytes");
        }
        if (part.equals(".") || part.equals("..")) {
            throw new IllegalArgumentException("the " + what + " name is a directory");
        }
        if (!part.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("the " + what + " name has a character that is not allowed");
        }
    }

    /** The key as it stands in URLs and logs: {@code app/name}. */
    @Override
    public String toString() {
        return app + "/" + name;
    }
}
