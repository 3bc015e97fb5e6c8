package io.xiu.flv;

/** What an audio tag, or each track in it, holds. */
public enum AudioPacketType {
    /** A decoder configuration. */
    SEQUENCE_START,
    /** A frame. */
    CODED_FRAMES,
    SEQUENCE_END,
    /** Which channel belongs to which speaker, a {@link MultichannelConfiguration}. */
    MULTICHANNEL_CONFIGURATION,
    /** Nothing: the tag has no bytes, and there is no sound for now. */
    SILENCE,
    /** Any other. */
    UNKNOWN;

    static AudioPacketType of(int code) {
        return switch (code) {
            case 0 -> SEQUENCE_START;
            case 1 -> CODED_FRAMES;
            case 2 -> SEQUENCE_END;
            case 4 -> MULTICHANNEL_CONFIGURATION;
            default -> UNKNOWN;
        };
    }

    /**
     * Its number in a tag of Enhanced RTMP: 0, 1, 2 or 4.
     *
     * @throws IllegalStateException for SILENCE, which has no tag header, and UNKNOWN, which stands for several
     */
    int code() {
        return switch (this) {
            case SEQUENCE_START -> 0;
            case CODED_FRAMES -> 1;
            case SEQUENCE_END -> 2;
            case MULTICHANNEL_CONFIGURATION -> 4;
            case SILENCE, UNKNOWN -> throw new IllegalStateException(this + " has no number");
        };
    }
}
