package io.xiu.rtmp.session;

/** A flag of {@code capsEx} (Enhanced RTMP v2, "Enhancing NetConnection connect Command"). */
public enum EnhancedCapability {
    /** Understands {@code NetConnection.Connect.ReconnectRequest}. */
    RECONNECT(0x01),
    /** Understands media messages with several tracks. */
    MULTITRACK(0x02),
    /** Can read past the modifiers of a media message. */
    MOD_EX(0x04),
    /** Understands timestamps in nanoseconds. */
    TIMESTAMP_NANO_OFFSET(0x08);

    private final int code;

    EnhancedCapability(int code) {
        this.code = code;
    }

    /** The flag's bit. */
    public int code() {
        return code;
    }
}
