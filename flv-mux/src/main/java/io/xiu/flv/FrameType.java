package io.xiu.flv;

/** What kind of frame a video tag says it holds. A sequence header says key frame too. */
public enum FrameType {
    KEY,
    INTER,
    DISPOSABLE_INTER,
    GENERATED_KEY,
    /** No frame but a command to the player. */
    COMMAND,
    RESERVED;

    static FrameType of(int code) {
        return switch (code) {
            case 1 -> KEY;
            case 2 -> INTER;
            case 3 -> DISPOSABLE_INTER;
            case 4 -> GENERATED_KEY;
            case 5 -> COMMAND;
            default -> RESERVED;
        };
    }
}
