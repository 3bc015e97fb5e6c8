package io.xiu.amf;

import java.io.Serial;

/** Bytes from a peer that are no AMF value, or one past a limit. Carries no stack trace. */
public final class AmfException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** What was wrong. */
    public enum Reason {
        /** The bytes end inside a value. */
        SHORT,
        /** A marker or reference that means nothing here. */
        MARKER,
        /** Values are nested deeper than {@link AmfLimits#depth}. */
        DEPTH,
        /** More values than {@link AmfLimits#nodes}. */
        NODES,
        /** More bytes than {@link AmfLimits#bytes}. */
        BYTES
    }

    AmfException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
