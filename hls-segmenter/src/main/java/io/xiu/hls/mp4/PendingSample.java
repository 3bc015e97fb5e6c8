package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.TrackKind;

/**
 * A sample that waits for its fragment.
 *
 * @param time decoding time on the track's media timeline, as far as it is known before the muxer's origin is
 * @param compositionOffset from there to the presentation, in the same units
 * @param flags sample flags (ISO/IEC 14496-12, 8.8.3.1)
 * @param data owned
 */
record PendingSample(long time, int compositionOffset, int flags, ByteBuf data) {
    /*
     * Flags, from the top bit: reserved (4)  leading (2)  depends on others (2: 1 = yes, 2 = no)  others depend (2)
     * redundancy (2)  padding (3)  not a sync sample (1)  degradation priority (16)
     */
    private static final int DEPENDS_ON_NONE = 2 << 24;
    private static final int DEPENDS_ON_OTHERS = 1 << 24;
    private static final int NOT_SYNC = 1 << 16;

    /** Flags of a sample from which decoding can or can't begin. */
    static int flags(boolean sync) {
        return sync ? DEPENDS_ON_NONE : DEPENDS_ON_OTHERS | NOT_SYNC;
    }

    /** What most samples of a track have. */
    static int usualFlags(TrackKind kind) {
        return flags(kind == TrackKind.AUDIO);
    }

    int bytes() {
        return data.readableBytes();
    }
}
