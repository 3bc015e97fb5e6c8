package io.xiu.flv;

/** What a tag carries; the code is also the RTMP message type id of the same body. */
public enum TagType {
    AUDIO(8),
    VIDEO(9),
    SCRIPT(18),
    /** Any other; such tags are to be passed over. */
    OTHER(0);

    private final int code;

    TagType(int code) {
        this.code = code;
    }

    /** The code of a tag of this type; 0 for {@link #OTHER}. */
    public int code() {
        return code;
    }

    /** The type with this code, or {@link #OTHER}. */
    public static TagType of(int code) {
        return switch (code) {
            case 8 -> AUDIO;
            case 9 -> VIDEO;
            case 18 -> SCRIPT;
            default -> OTHER;
        };
    }
}
