package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.AacTrack;
import io.xiu.hls.H264Track;
import io.xiu.hls.Mp3Track;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/** Why a sample was left out of the transport stream. */
public enum DropReason {
    /** No track of its kind. */
    NO_TRACK,
    /** Nothing can be decoded before the first key frame. */
    WAITING_FOR_KEY_FRAME,
    /** The timestamp is more than 10 s away from the other track's. */
    TIMESTAMP,
    /** No bytes. */
    EMPTY,
    /** A NAL unit length runs past the end of the sample. */
    NALU_LENGTH,
    /** An access unit without a coded slice. */
    NO_SLICE,
    /** Doesn't begin with an MPEG audio frame header. */
    FRAME_HEADER,
    /** More bytes than an ADTS header can say (8,191 with the header), than an MP3 frame has, or than a segment may. */
    TOO_LONG;

    private static final int MAX_MP3_BYTES = 16 * 1024;

    /** Says why the bytes of this sample can't be carried, or null when they can. The sample stays untouched. */
    public static @Nullable DropReason of(Sample sample, Track track) {
        ByteBuf data = sample.data();
        if (!data.isReadable()) {
            return EMPTY;
        }
        if (track instanceof H264Track h264) {
            return ofAccessUnit(data, h264.nalLengthBytes());
        }
        if (track instanceof AacTrack) {
            return data.readableBytes() > AdtsHeader.MAX_DATA_BYTES ? TOO_LONG : null;
        }
        if (!Mp3Track.startsFrame(data)) {
            return FRAME_HEADER;
        }
        return data.readableBytes() > MAX_MP3_BYTES ? TOO_LONG : null;
    }

    private static @Nullable DropReason ofAccessUnit(ByteBuf data, int nalLengthBytes) {
        NalUnits units = new NalUnits();
        units.start(data, nalLengthBytes);
        boolean slice = false;
        while (units.next()) {
            slice |= units.type() >= NalUnits.FIRST_SLICE && units.type() <= NalUnits.LAST_SLICE;
        }
        if (units.bad()) {
            return NALU_LENGTH;
        }
        return slice ? null : NO_SLICE;
    }
}
