package io.xiu.hls.segment;

import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.mp4.Mp4Muxer;
import io.xiu.hls.ts.DropReason;
import io.xiu.hls.ts.SampleCheck;
import org.jspecify.annotations.Nullable;

/** A track that can be written in its format, and what its samples must be like. Not thread-safe. */
final class TrackCheck {
    /** Half of what fragmented MP4 can write, since times may be moved to those of the other track. */
    private static final long MAX_TIME_90K = Mp4Muxer.MAX_TIME_90K / 2;

    private final Track track;
    private final SegmentFormat format;
    private final @Nullable SampleCheck bytes;

    private TrackCheck(Track track, SegmentFormat format, @Nullable SampleCheck bytes) {
        this.track = track;
        this.format = format;
        this.bytes = bytes;
    }

    /**
     * Reads what is needed of a track.
     *
     * @throws TrackException if the format can't carry it, or its configuration can't be read
     */
    static TrackCheck of(Track track, SegmentFormat format) throws TrackException {
        boolean looksInside = format == SegmentFormat.TS || isTheSameInBoth(track.codec());
        return new TrackCheck(track, format, looksInside ? SampleCheck.of(track) : null);
    }

    Track track() {
        return track;
    }

    /** Says why a sample of this track can't be written, or null when it can. It stays untouched. */
    @Nullable
    DropReason check(Sample sample) {
        if (!sample.data().isReadable()) {
            return DropReason.EMPTY;
        }
        if (format == SegmentFormat.FMP4 && !sample.track().equals(track)) {
            return DropReason.NO_TRACK;
        }
        if (sample.dts90k() > MAX_TIME_90K || sample.dts90k() < -MAX_TIME_90K) {
            return DropReason.TIMESTAMP;
        }
        return bytes == null ? null : bytes.check(sample);
    }

    // What MPEG-TS asks of the others is its own: room in an ADTS header, channels it has a name for.
    private static boolean isTheSameInBoth(Codec codec) {
        return switch (codec) {
            case H264, HEVC, MP3, AC3, EAC3 -> true;
            case VVC, AV1, VP9, VP8, AAC, OPUS, FLAC -> false;
        };
    }
}
