package io.xiu.flv;

/** What a tag carries; the code is also the RTMP message type id of the same body. */
public enum TagType {
    AUDIO(8),
    VIDEO(9),
    /** A name and values in AMF3: an RTMP data message of that encoding as some recorders store it. */
    SCRIPT_AMF3(15),
    /** A name and values in AMF0. */
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

    /** Whether the body is {@link ScriptData}. */
    public boolean isScript() {
        return this == SCRIPT || this == SCRIPT_AMF3;
    }

    /** The type with this code, or {@link #OTHER}. */
    public static TagType of(int code) {
        return switch (code) {
            case 8 -> AUDIO;
            case 9 -> VIDEO;
            case 15 -> SCRIPT_AMF3;
            case 18 -> SCRIPT;
            default -> OTHER;
        };
    }
}
