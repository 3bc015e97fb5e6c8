package io.xiu.flv;

/** What kind of frame a video tag says it holds. A sequence header says key frame too. */
public enum FrameType {
    KEY,
    INTER,
    DISPOSABLE_INTER,
    GENERATED_KEY,
    /** No frame but a command to the player. */
    COMMAND,
    /** One of the numbers 0, 6 and 7. */
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

    /**
     * Its number in a tag, 1 to 5.
     *
     * @throws IllegalStateException for RESERVED, which stands for several
     */
    int code() {
        return switch (this) {
            case KEY -> 1;
            case INTER -> 2;
            case DISPOSABLE_INTER -> 3;
            case GENERATED_KEY -> 4;
            case COMMAND -> 5;
            case RESERVED -> throw new IllegalStateException("a reserved frame type has no number of its own");
        };
    }
}
