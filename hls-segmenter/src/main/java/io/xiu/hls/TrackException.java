package io.xiu.hls;

/** A track that can't be written. Without a stack trace: it is the publisher's fault, not ours. */
public final class TrackException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why it can't. */
    public enum Reason {
        /** The container can't hold the codec. */
        CODEC,
        /** The configuration can't be read, lacks what is needed, or asks for what the container can't say. */
        CONFIGURATION,
        /** Too many tracks, or two of a kind where one is allowed. */
        TRACKS
    }

    public TrackException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
