package io.xiu.hls.mp4;

import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;

/** What a track's stsd box says of its samples (ISO/IEC 14496-12, 8.5.2), and how it counts time. */
sealed interface SampleEntry permits VideoEntry, AudioEntry {
    /**
     * Reads as much of the track's configuration as writing it needs.
     *
     * @throws TrackException with {@link Reason#CONFIGURATION}
     */
    static SampleEntry of(Track track) throws TrackException {
        return switch (track.codec()) {
            case H264 -> VideoEntry.of(track, "avc1", "avcC", 7);
            case HEVC -> VideoEntry.of(track, "hvc1", "hvcC", 23);
            case VVC -> VideoEntry.ofVvc(track);
            case AV1 -> VideoEntry.of(track, "av01", "av1C", 4);
            case VP9 -> VideoEntry.of(track, "vp09", "vpcC", 12);
            case VP8 -> VideoEntry.of(track, "vp08", "vpcC", 12);
            case AAC -> MpegAudio.aac(track);
            case MP3 -> MpegAudio.mp3(track);
            case AC3 -> DolbyAudio.ac3(track);
            case EAC3 -> DolbyAudio.eac3(track);
            case OPUS -> OpusAudio.entry(track);
            case FLAC -> FlacAudio.entry(track);
        };
    }

    /** Says whether there is a sample entry for a codec. */
    static boolean exists(Codec codec) {
        return switch (codec) {
            case H264, HEVC, VVC, AV1, VP9, VP8, AAC, MP3, AC3, EAC3, OPUS, FLAC -> true;
        };
    }

    /**
     * The configuration of a track.
     *
     * @throws TrackException if it has fewer bytes
     */
    static byte[] configuration(Track track, int leastBytes) throws TrackException {
        byte[] configuration = track.configuration();
        if (configuration.length < leastBytes) {
            throw unreadable(track, configuration.length + " bytes");
        }
        return configuration;
    }

    static TrackException unreadable(Track track, String problem) {
        return new TrackException(
                Reason.CONFIGURATION, "configuration of track " + track.id() + " (" + track.codec() + "): " + problem);
    }

    void write(BoxWriter boxes);

    Timing timing();
}
