package io.xiu.rtmp.session;

/**
 * The name of a stream as a publish or play command gives it, cut at its first {@code ?}.
 *
 * <p>The query often carries a token, so it is kept apart and {@link #toString} leaves it out.
 *
 * @param name everything before the first {@code ?}; whether its characters are allowed is for the server to judge
 * @param query everything after it, empty if there is none
 */
public record StreamName(String name, String query) {
    /**
     * Checks the cut.
     *
     * @throws IllegalArgumentException if the name holds a {@code ?}
     */
    public StreamName {
        if (name.indexOf('?') >= 0) {
            throw new IllegalArgumentException("the name must be cut at its first '?'");
        }
    }

    /** Cuts the text of a command at its first {@code ?}. */
    public static StreamName of(String text) {
        int cut = text.indexOf('?');
        return cut < 0 ? new StreamName(text, "") : new StreamName(text.substring(0, cut), text.substring(cut + 1));
    }

    /** Name and query joined again, as a command carries them. Not for a log. */
    public String text() {
        return query.isEmpty() ? name : name + '?' + query;
    }

    /** The name without its query. */
    @Override
    public String toString() {
        return name;
    }
}
