package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/** VIDEO-RANGE of a variant: how its code values mean light (4.4.6.2). */
public enum VideoRange {
    /** Standard range: transfer characteristics 1, 6, 13, 14, 15 of ISO/IEC 23001-8. */
    SDR,
    /** Hybrid log-gamma: 18. */
    HLG,
    /** Perceptual quantizer: 16. */
    PQ;

    /** The range that is written so; null if there is none. */
    static @Nullable VideoRange of(String code) {
        for (VideoRange range : values()) {
            if (range.name().equals(code)) {
                return range;
            }
        }
        return null;
    }
}
