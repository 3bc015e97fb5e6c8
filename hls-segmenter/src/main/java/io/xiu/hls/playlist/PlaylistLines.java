package io.xiu.hls.playlist;

import io.xiu.hls.playlist.PlaylistException.Reason;

/** Goes through the lines of a playlist that say something: tags and URIs. */
final class PlaylistLines {
    private static final String FIRST = "#EXTM3U";
    private static final String TAG = "#EXT";
    private static final int VARIABLE_CHARACTERS = 64 << 10;
    private static final int VARIABLE_CHARACTERS_PER_CHARACTER = 40;

    private final String text;
    private final Variables variables;
    private int next;
    private int number;
    private String line = "";
    private int nameEnd;

    /**
     * Begins after the first line.
     *
     * @throws PlaylistException if there are more characters than these, or the text doesn't begin as a playlist does
     */
    PlaylistLines(String text, int maximumCharacters) throws PlaylistException {
        this.text = text;
        this.variables = new Variables((int) Math.min(
                maximumCharacters, VARIABLE_CHARACTERS + (long) VARIABLE_CHARACTERS_PER_CHARACTER * text.length()));
        if (text.length() > maximumCharacters) {
            throw new PlaylistException(Reason.TOO_LONG, 1, "more than " + maximumCharacters + " characters");
        }
        advance();
        if (!line.equals(FIRST)) {
            throw new PlaylistException(Reason.KIND, 1, "no #EXTM3U");
        }
    }

    /** Goes to the next tag or URI; false at the end. */
    boolean next() {
        while (next < text.length()) {
            advance();
            boolean comment = line.startsWith("#") && !line.startsWith(TAG);
            if (!line.isEmpty() && !comment) {
                int colon = line.indexOf(':');
                nameEnd = colon < 0 ? line.length() : colon;
                return true;
            }
        }
        return false;
    }

    boolean isTag() {
        return line.startsWith(TAG);
    }

    /** The tag's name with its {@code #}. */
    String name() {
        return line.substring(0, nameEnd);
    }

    /** What follows the tag's name and colon, variables as they are. */
    String value() {
        return line.substring(Math.min(nameEnd + 1, line.length()));
    }

    /** The line as a URI: with values in the place of variables. */
    String uri() throws PlaylistException {
        return replaced(line);
    }

    /** A text of this line with values in the place of variables. */
    String replaced(String value) throws PlaylistException {
        return variables.replacedIn(value, this);
    }

    /** Reads EXT-X-DEFINE, the present line. */
    void define() throws PlaylistException {
        variables.define(new Attributes(this), this);
    }

    PlaylistException failure(Reason reason, String message) {
        return new PlaylistException(reason, number, message);
    }

    private void advance() {
        int end = text.indexOf('\n', next);
        int stop = end < 0 ? text.length() : end;
        boolean carriageReturn = stop > next && text.charAt(stop - 1) == '\r';
        line = text.substring(next, carriageReturn ? stop - 1 : stop);
        next = end < 0 ? text.length() : end + 1;
        number++;
    }
}
