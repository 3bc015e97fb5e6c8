package io.xiu.flv;

import java.util.Arrays;

/** Where the sound of a channel comes from (Enhanced RTMP v2, AudioChannel). */
public enum Speaker {
    FRONT_LEFT(0),
    FRONT_RIGHT(1),
    FRONT_CENTRE(2),
    LOW_FREQUENCY_1(3),
    BACK_LEFT(4),
    BACK_RIGHT(5),
    FRONT_LEFT_OF_CENTRE(6),
    FRONT_RIGHT_OF_CENTRE(7),
    BACK_CENTRE(8),
    SIDE_LEFT(9),
    SIDE_RIGHT(10),
    TOP_CENTRE(11),
    TOP_FRONT_LEFT(12),
    TOP_FRONT_CENTRE(13),
    TOP_FRONT_RIGHT(14),
    TOP_BACK_LEFT(15),
    TOP_BACK_CENTRE(16),
    TOP_BACK_RIGHT(17),
    LOW_FREQUENCY_2(18),
    TOP_SIDE_LEFT(19),
    TOP_SIDE_RIGHT(20),
    BOTTOM_FRONT_CENTRE(21),
    BOTTOM_FRONT_LEFT(22),
    BOTTOM_FRONT_RIGHT(23),
    /** Nowhere: the channel is empty. */
    UNUSED(254),
    /** Somewhere that isn't known. */
    UNKNOWN(255);

    private static final Speaker[] BY_CODE = new Speaker[256];

    static {
        Arrays.fill(BY_CODE, UNKNOWN);
        for (Speaker speaker : values()) {
            BY_CODE[speaker.code] = speaker;
        }
    }

    private final int code;

    Speaker(int code) {
        this.code = code;
    }

    /** Its number: 0 to 23, 254 or 255. */
    public int code() {
        return code;
    }

    /** The speaker of a number, 0 to 255; UNKNOWN for those that are reserved. */
    public static Speaker of(int code) {
        return BY_CODE[code & 0xFF];
    }
}
