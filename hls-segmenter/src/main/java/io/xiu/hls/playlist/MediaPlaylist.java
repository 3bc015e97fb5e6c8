package io.xiu.hls.playlist;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A media playlist at one moment (draft-pantos-hls-rfc8216bis, 4.4.3 to 4.4.5).
 *
 * @param header what is said once
 * @param skippedSegments EXT-X-SKIP of a delta update: segments at the start that are left out, not negative
 * @param segments with consecutive numbers. Where one has an initialization section or a bit rate, all that follow have
 * @param open parts of the segment that will follow; null: none are there
 * @param preloadHints EXT-X-PRELOAD-HINT, none if it has ended
 * @param renditionReports EXT-X-RENDITION-REPORT
 * @param ended EXT-X-ENDLIST
 * @param dateRanges EXT-X-DATERANGE, wherever they stand
 */
public record MediaPlaylist(
        MediaHeader header,
        int skippedSegments,
        List<MediaSegment> segments,
        @Nullable OpenSegment open,
        List<PreloadHint> preloadHints,
        List<RenditionReport> renditionReports,
        boolean ended,
        List<DateRange> dateRanges) {
    private static final int BASE_VERSION = 3;

    public MediaPlaylist {
        Objects.requireNonNull(header);
        Syntax.checkNotNegative("skipped segments", skippedSegments);
        segments = List.copyOf(segments);
        preloadHints = List.copyOf(preloadHints);
        renditionReports = List.copyOf(renditionReports);
        dateRanges = List.copyOf(dateRanges);
        if (ended && !preloadHints.isEmpty()) {
            throw new IllegalArgumentException("a hint after the end");
        }
        boolean parts = open != null;
        boolean map = false;
        boolean bitrate = false;
        for (MediaSegment segment : segments) {
            parts |= !segment.parts().isEmpty();
            map = stays("initialization section", map, segment.start().map() != null);
            bitrate = stays("bit rate", bitrate, segment.bitrateKbps() > 0);
        }
        if (open != null) {
            stays("initialization section", map, open.start().map() != null);
        }
        if (parts && header.partTarget() == null) {
            throw new IllegalArgumentException("parts without a part target");
        }
    }

    /** Without date ranges. */
    public MediaPlaylist(
            MediaHeader header,
            int skippedSegments,
            List<MediaSegment> segments,
            @Nullable OpenSegment open,
            List<PreloadHint> preloadHints,
            List<RenditionReport> renditionReports,
            boolean ended) {
        this(header, skippedSegments, segments, open, preloadHints, renditionReports, ended, List.of());
    }

    private static boolean stays(String name, boolean before, boolean now) {
        if (before && !now) {
            throw new IllegalArgumentException("a segment without " + name + " after one with it");
        }
        return now;
    }

    /** Whole segments only. */
    public static MediaPlaylist of(MediaHeader header, List<MediaSegment> segments, boolean ended) {
        return new MediaPlaylist(header, 0, segments, null, List.of(), List.of(), ended);
    }

    /** EXT-X-TARGETDURATION. */
    public int targetDurationSeconds() {
        return header.targetDurationSeconds();
    }

    /** The number of the first segment, skipped ones included. */
    public long mediaSequence() {
        return header.mediaSequence();
    }

    /** The number of the segment after the last whole one. */
    public long nextSequence() {
        return header.mediaSequence() + skippedSegments + segments.size();
    }

    /**
     * Whether a blocked request can be answered (6.2.5.2). A part past the last of its segment means the first of the
     * next.
     *
     * @param sequence media sequence number
     * @param part index of a part of that segment; negative: all of the segment
     */
    public boolean has(long sequence, int part) {
        long next = nextSequence();
        int openParts = open == null ? 0 : open.parts().size();
        if (sequence >= next) {
            return sequence == next && part >= 0 && part < openParts;
        }
        int lastParts = segments.isEmpty()
                ? 0
                : segments.get(segments.size() - 1).parts().size();
        boolean pastItsParts = sequence == next - 1 && lastParts > 0 && part >= lastParts;
        return !pastItsParts || openParts > 0;
    }

    /** EXT-X-VERSION: 3, or more where something here needs it (section 8). */
    public int version() {
        int version = BASE_VERSION;
        if (header.iFramesOnly() || segments.stream().anyMatch(segment -> segment.byteRange() != null)) {
            version = 4;
        }
        if (starts().flatMap(MediaPlaylist::keys).anyMatch(EncryptionKey::saysFormat)) {
            version = 5;
        }
        if (starts().anyMatch(start -> start.map() != null)) {
            version = header.iFramesOnly() ? 5 : 6;
        }
        return skippedSegments > 0 ? 9 : version;
    }

    private Stream<SegmentStart> starts() {
        return Stream.concat(
                segments.stream().map(MediaSegment::start),
                Stream.ofNullable(open).map(OpenSegment::start));
    }

    private static Stream<EncryptionKey> keys(SegmentStart start) {
        InitializationSection map = start.map();
        return Stream.concat(start.keys().stream(), map == null ? Stream.empty() : map.keys().stream());
    }
}
