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

    /**
     * Its number in a tag of Enhanced RTMP, 0 to 5; 0 for a command, where it says nothing.
     *
     * @throws IllegalStateException for UNKNOWN, which stands for several
     */
    int code() {
        return switch (this) {
            case SEQUENCE_START, COMMAND -> 0;
            case CODED_FRAMES -> 1;
            case SEQUENCE_END -> 2;
            case CODED_FRAMES_X -> 3;
            case METADATA -> 4;
            case MPEG2TS_SEQUENCE_START -> 5;
            case UNKNOWN -> throw new IllegalStateException("an unknown packet type has no number of its own");
        };
    }
}
