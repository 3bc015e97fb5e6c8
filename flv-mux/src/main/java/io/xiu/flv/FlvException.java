package io.xiu.flv;

import java.io.Serial;

/** Bytes from a peer or a file that are no FLV. Carries no stack trace. */
public final class FlvException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** What was wrong. */
    public enum Reason {
        /** The bytes end inside a header, or a length in them points past the end. */
        SHORT,
        /** The file doesn't begin with the signature, version or header length of FLV. */
        SIGNATURE,
        /** A tag longer than the limit. */
        TOO_LONG,
        /** An encrypted tag. */
        ENCRYPTED,
        /** Too many modifiers before a packet. */
        MODIFIERS,
        /** A multitrack form that isn't known, one inside another, or too many tracks. */
        TRACKS,
        /** A codec configuration that can't be or isn't allowed. */
        CONFIGURATION,
        /** Script data without a name or with values that can't be read. */
        SCRIPT,
        /** What no writer of plain FLV writes: a wrong back pointer, an unknown type, bits set that are to be 0. */
        TAG
    }

    /** For readers built on this package, too. */
    public FlvException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
