package io.xiu.hls.playlist;

/** A text that isn't a playlist, or one that breaks the rules. Without a stack trace. */
public final class PlaylistException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int line;

    /** What is wrong. */
    public enum Reason {
        /** It doesn't begin with #EXTM3U, or it is a playlist of the other kind. */
        KIND,
        /** More text, or more segments, than is read. */
        TOO_LONG,
        /** A list of attributes that can't be read. */
        SYNTAX,
        /** A tag or an attribute that must be there isn't. */
        MISSING,
        /** A tag or an attribute comes twice. */
        REPEATED,
        /** A tag stands where it must not. */
        ORDER,
        /** A value that can't be read or can't be. */
        VALUE
    }

    PlaylistException(Reason reason, int line, String message) {
        super("line " + line + ": " + message, null, false, false);
        this.reason = reason;
        this.line = line;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** Where it was noticed, from 1. */
    public int line() {
        return line;
    }
}
