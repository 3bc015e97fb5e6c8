package io.xiu.hls;

import io.netty.buffer.ByteBuf;

/**
 * One access unit as ISO-BMFF stores it.
 *
 * @param dts90k decoding time in 1/90,000 s, unwrapped: it may be any value, the muxer wraps it to 33 bits
 * @param pts90k presentation time in 1/90,000 s; not looked at for audio, which is presented as it is decoded
 * @param sync a coded key frame (video); without meaning for audio
 * @param data length-prefixed NAL units, a raw AAC data block, or an MP3 frame: the readable bytes
 */
public record Sample(TrackKind kind, long dts90k, long pts90k, boolean sync, ByteBuf data) {
    /** The same access unit, not retained again, at other times. */
    public Sample at(long newDts90k, long newPts90k) {
        return newDts90k == dts90k && newPts90k == pts90k ? this : new Sample(kind, newDts90k, newPts90k, sync, data);
    }

    public boolean keyFrame() {
        return sync && kind == TrackKind.VIDEO;
    }
}
