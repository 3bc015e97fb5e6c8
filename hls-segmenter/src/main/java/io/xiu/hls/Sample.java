package io.xiu.hls;

import io.netty.buffer.ByteBuf;

/**
 * One access unit as ISO-BMFF stores it.
 *
 * @param track which it is of
 * @param dts90k decoding time in 1/90,000 s, unwrapped: it may be any value, a muxer wraps it where its format does
 * @param pts90k presentation time in 1/90,000 s; not looked at for audio, which is presented as it is decoded
 * @param sync a coded key frame (video); without meaning for audio
 * @param data the readable bytes: length-prefixed NAL units (H.264, HEVC, VVC), OBUs with their sizes and without a
 *     temporal delimiter (AV1), a frame (VP8, VP9), or one raw frame or packet of audio, that of MP3, AC-3 and E-AC-3
 *     with its header, that of AAC without
 */
public record Sample(Track track, long dts90k, long pts90k, boolean sync, ByteBuf data) {
    public TrackKind kind() {
        return track.kind();
    }

    /** The same access unit, not retained again, at other times. */
    public Sample at(long newDts90k, long newPts90k) {
        return newDts90k == dts90k && newPts90k == pts90k ? this : new Sample(track, newDts90k, newPts90k, sync, data);
    }

    public boolean keyFrame() {
        return sync && kind() == TrackKind.VIDEO;
    }
}
