package io.xiu.hls.playlist;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads media playlists. Tags and attributes that {@link MediaPlaylist} has nothing for are passed over, and so are tags
 * at the end that belong to a segment of which no part is there yet. Variables (EXT-X-DEFINE, 4.4.2.3) are replaced by
 * their values; one whose value the multivariant playlist or a URI has isn't known here, and refused.
 *
 * <p>Reads at most 4 Mi characters, in the place of variables 64 Ki and 40 for each of the playlist, but no more than 4 Mi
 * either, 50,000 segments, parts, hints, reports and date ranges, and keys of 16 formats. Thread-safe.
 */
public final class MediaPlaylistReader {
    static final int MAX_CHARACTERS = 4 << 20;
    private static final int MAX_ENTRIES = 50_000;

    private final PlaylistLines lines;
    private final HeaderReader header;
    private final SegmentReader segments;
    private final List<PreloadHint> hints = new ArrayList<>();
    private final List<RenditionReport> reports = new ArrayList<>();
    private final List<DateRange> dateRanges = new ArrayList<>();
    private int skipped;
    private int entries;
    private boolean ended;

    private MediaPlaylistReader(String text) throws PlaylistException {
        lines = new PlaylistLines(text, MAX_CHARACTERS);
        header = new HeaderReader(lines);
        segments = new SegmentReader(lines);
    }

    /**
     * Reads a whole playlist.
     *
     * @throws PlaylistException if it isn't one, breaks a rule, or is longer than what is read
     */
    public static MediaPlaylist read(String text) throws PlaylistException {
        return new MediaPlaylistReader(text).read();
    }

    private MediaPlaylist read() throws PlaylistException {
        try {
            while (lines.next()) {
                if (!lines.isTag()) {
                    count();
                    segments.uri(lines.uri());
                } else if (!header.read(segments.isAtStart()) && !segments.tag()) {
                    tag();
                }
            }
            return new MediaPlaylist(
                    header.header(), skipped, segments.segments(), segments.open(), hints, reports, ended, dateRanges);
        } catch (IllegalArgumentException e) {
            throw lines.failure(Reason.VALUE, String.valueOf(e.getMessage()));
        }
    }

    private void tag() throws PlaylistException {
        switch (lines.name()) {
            case "#EXT-X-PART" -> {
                count();
                segments.part();
            }
            case "#EXT-X-SKIP" -> skip();
            case "#EXT-X-PRELOAD-HINT" -> {
                count();
                hint(new Attributes(lines));
            }
            case "#EXT-X-RENDITION-REPORT" -> {
                count();
                report(new Attributes(lines));
            }
            case "#EXT-X-DATERANGE" -> {
                count();
                dateRanges.add(DateRange.read(new Attributes(lines)));
            }
            case "#EXT-X-DEFINE" -> lines.define();
            case "#EXT-X-ENDLIST" -> ended = true;
            case "#EXT-X-STREAM-INF", "#EXT-X-MEDIA", "#EXT-X-I-FRAME-STREAM-INF" ->
                throw lines.failure(Reason.KIND, "a tag of multivariant playlists");
            default -> {}
        }
    }

    private void skip() throws PlaylistException {
        if (skipped > 0) {
            throw lines.failure(Reason.REPEATED, "EXT-X-SKIP twice");
        }
        if (!segments.isAtStart()) {
            throw lines.failure(Reason.ORDER, "EXT-X-SKIP after a segment");
        }
        skipped = Syntax.smallInteger(new Attributes(lines).requiredPlain("SKIPPED-SEGMENTS"));
    }

    private void hint(Attributes attributes) throws PlaylistException {
        String type = attributes.requiredPlain("TYPE");
        for (PreloadHint.Type each : PreloadHint.Type.values()) {
            if (each.name().equals(type)) {
                hints.add(new PreloadHint(
                        each,
                        attributes.requiredQuoted("URI"),
                        attributes.integerOrZero("BYTERANGE-START"),
                        attributes.integer("BYTERANGE-LENGTH")));
            }
        }
    }

    private void report(Attributes attributes) throws PlaylistException {
        String lastPart = attributes.plain("LAST-PART");
        reports.add(new RenditionReport(
                attributes.requiredQuoted("URI"),
                Syntax.integer(attributes.requiredPlain("LAST-MSN")),
                lastPart == null ? null : Syntax.smallInteger(lastPart)));
    }

    private void count() throws PlaylistException {
        if (++entries > MAX_ENTRIES) {
            throw lines.failure(Reason.TOO_LONG, "more than " + MAX_ENTRIES + " segments, parts and the like");
        }
    }
}
