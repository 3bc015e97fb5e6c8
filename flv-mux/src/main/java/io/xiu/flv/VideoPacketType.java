package io.xiu.flv;

/** What a video tag, or each track in it, holds. */
public enum VideoPacketType {
    /** A decoder configuration record. */
    SEQUENCE_START,
    /** A frame. */
    CODED_FRAMES,
    SEQUENCE_END,
    /** A frame that is shown when it's decoded. */
    CODED_FRAMES_X,
    /** AMF values, {@code colorInfo} for one. */
    METADATA,
    /** A video descriptor as MPEG-2 TS has it. */
    MPEG2TS_SEQUENCE_START,
    /** One byte: 0 and 1 are start and end of a seek. */
    COMMAND,
    /** Any other. */
    UNKNOWN;

    static VideoPacketType of(int code) {
        return switch (code) {
            case 0 -> SEQUENCE_START;
            case 1 -> CODED_FRAMES;
            case 2 -> SEQUENCE_END;
            case 3 -> CODED_FRAMES_X;
            case 4 -> METADATA;
            case 5 -> MPEG2TS_SEQUENCE_START;
            default -> UNKNOWN;
        };
    }
}
