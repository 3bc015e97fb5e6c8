package io.xiu.rtmp.message;

import org.jspecify.annotations.Nullable;

/** How a {@link SetPeerBandwidth} changes the limit in force (section 5.4.5). */
public enum LimitType {
    /** The window becomes the limit. */
    HARD(0),
    /** The smaller of the window and the limit in force becomes the limit. */
    SOFT(1),
    /** As hard if the limit in force was hard; otherwise nothing. */
    DYNAMIC(2);

    private final int code;

    LimitType(int code) {
        this.code = code;
    }

    /** The byte on the wire. */
    public int code() {
        return code;
    }

    /** The type with this code, or null if there is none. */
    public static @Nullable LimitType of(int code) {
        return switch (code) {
            case 0 -> HARD;
            case 1 -> SOFT;
            case 2 -> DYNAMIC;
            default -> null;
        };
    }
}
