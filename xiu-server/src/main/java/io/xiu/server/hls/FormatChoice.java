package io.xiu.server.hls;

import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.sample.Container;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what the segments of a live stream are. */
final class FormatChoice {
    /*
     * tracks                                   auto      ts           fmp4
     * H.264, AAC, MP3: two or one of these     MPEG-TS   MPEG-TS      fragmented MP4
     * anything else                            fMP4      what of it   fragmented MP4
     *                                                    TS can hold
     *
     * A live stream that once needed fragmented MP4 keeps it: that holds everything, and a player is led from one format
     * to the other only where there is no other way.
     */
    private static final Set<Codec> FOR_TS = EnumSet.of(Codec.H264, Codec.AAC, Codec.MP3);

    private final HlsConfig.Format wanted;

    FormatChoice(HlsConfig.Format wanted) {
        this.wanted = wanted;
    }

    /** What tracks have to fit into. */
    Container container() {
        return switch (wanted) {
            case AUTO -> Container.EITHER;
            case TS -> Container.MPEG_TS;
            case FMP4 -> Container.FRAGMENTED_MP4;
        };
    }

    /** The format for these tracks, where segments had a format before or, if {@code present} is null, had none. */
    SegmentFormat of(List<Track> tracks, @Nullable SegmentFormat present) {
        return switch (wanted) {
            case AUTO -> ofCodecs(tracks, present);
            case TS -> SegmentFormat.TS;
            case FMP4 -> SegmentFormat.FMP4;
        };
    }

    /** Whether another track may make a difference to how these begin, so that it is worth waiting for. */
    boolean isOpen(List<Track> tracks) {
        return wanted != HlsConfig.Format.TS && tracks.size() < 2;
    }

    private static SegmentFormat ofCodecs(List<Track> tracks, @Nullable SegmentFormat present) {
        boolean forTs = tracks.stream()
                .allMatch(track -> FOR_TS.contains(track.codec()) && Container.MPEG_TS.refusal(track) == null);
        return forTs && present != SegmentFormat.FMP4 ? SegmentFormat.TS : SegmentFormat.FMP4;
    }
}
