package io.xiu.hls.playlist;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What may stand where in a playlist, so that no value can break the lines that are written (4.1 and 4.2). */
final class Syntax {
    private static final int MAX_DIGITS = 18;
    private static final int SHOWN_CHARACTERS = 20;

    private Syntax() {}

    /** A URI, on a line of its own or in quotes. */
    static void checkUri(String uri) {
        checkQuoted("URI", uri);
        if (uri.isEmpty() || uri.charAt(0) == '#') {
            throw new IllegalArgumentException("not a URI: " + shown(uri));
        }
    }

    /** The text of a quoted string. A variable can't be told from what it stands for, and is no text. */
    static void checkQuoted(String name, @Nullable String text) {
        if (text == null) {
            return;
        }
        if (text.indexOf('"') >= 0) {
            throw new IllegalArgumentException(name + " with a quote");
        }
        if (Variables.areIn(text)) {
            throw new IllegalArgumentException(name + " with a variable: " + shown(text));
        }
        checkLine(name, text);
    }

    /** A value without quotes: a word, a number. */
    static void checkWord(String name, String text) {
        checkQuoted(name, text);
        if (text.isEmpty() || text.indexOf(',') >= 0) {
            throw new IllegalArgumentException(name + " of " + shown(text));
        }
    }

    /** Text that must stay on its line. */
    static void checkLine(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException(name + " with a control character");
            }
        }
    }

    static void checkNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " of " + value);
        }
    }

    static void checkNotNegative(String name, @Nullable Duration value) {
        if (value != null && value.isNegative()) {
            throw new IllegalArgumentException(name + " of " + value);
        }
    }

    /**
     * Reads a whole number, not negative.
     *
     * @throws IllegalArgumentException if it isn't one, or has over 18 digits
     */
    static long integer(String text) {
        boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!digits) {
            throw new IllegalArgumentException("not a whole number: " + shown(text));
        }
        return Long.parseLong(text);
    }

    /**
     * Reads a whole number of at most 2,147,483,647, not negative.
     *
     * @throws IllegalArgumentException if it isn't one
     */
    static int smallInteger(String text) {
        long value = integer(text);
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("too much: " + text);
        }
        return (int) value;
    }

    /** Text for a message: its first characters in quotes. */
    static String shown(String text) {
        return text.length() > SHOWN_CHARACTERS ? "'" + text.substring(0, SHOWN_CHARACTERS) + "...'" : "'" + text + "'";
    }
}
