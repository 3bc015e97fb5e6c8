package io.xiu.flv;

import io.xiu.amf.AmfLimits;

/**
 * What reading an FLV file or stream may cost.
 *
 * @param bodyBytes how long the body of a tag may be, 1 to 2^24 - 1
 * @param script how much script data may hold
 * @param keyframes how many key frames an index may have, 1 to 1,000,000; where there are more, some are left out
 */
public record FlvLimits(int bodyBytes, AmfLimits script, int keyframes) {
    private static final int MAX_KEYFRAMES = 1_000_000;

    /** Bodies of 8 MiB; script data 16 deep, of 131,072 values and 4 MiB; 32,768 key frames. */
    public static final FlvLimits DEFAULT =
            new FlvLimits(8 * 1024 * 1024, new AmfLimits(16, 128 * 1024, 4 * 1024 * 1024), 32 * 1024);

    /** @throws IllegalArgumentException if a limit is out of its range */
    public FlvLimits {
        if (bodyBytes < 1 || bodyBytes > FlvTagWriter.MAX_BODY_BYTES) {
            throw new IllegalArgumentException("bodies of " + bodyBytes + " bytes");
        }
        if (keyframes < 1 || keyframes > MAX_KEYFRAMES) {
            throw new IllegalArgumentException(keyframes + " key frames");
        }
    }

    /** The same with another length of bodies. */
    public FlvLimits withBodyBytes(int bytes) {
        return new FlvLimits(bytes, script, keyframes);
    }

    /** The same with other limits of script data. */
    public FlvLimits withScript(AmfLimits limits) {
        return new FlvLimits(bodyBytes, limits, keyframes);
    }

    /** The same with another number of key frames. */
    public FlvLimits withKeyframes(int count) {
        return new FlvLimits(bodyBytes, script, count);
    }
}
