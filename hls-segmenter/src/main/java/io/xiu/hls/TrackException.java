package io.xiu.hls;

/** A track description that can't be carried. Without a stack trace: it is the publisher's fault, not ours. */
public final class TrackException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** What is wrong with the description. */
    public enum Reason {
        /** The AVCDecoderConfigurationRecord is cut short, out of range or without parameter sets. */
        AVCC_BAD,
        /** The AudioSpecificConfig is cut short, or asks for what an ADTS header can't say. */
        ASC_BAD,
        /** The bytes don't begin with the header of an MPEG audio layer III frame. */
        MP3_BAD
    }

    public TrackException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
