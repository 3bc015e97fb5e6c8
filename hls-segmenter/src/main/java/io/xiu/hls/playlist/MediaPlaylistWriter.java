package io.xiu.hls.playlist;

import java.util.List;

/** Writes media playlists as text, with lines that end in LF. Thread-safe. */
public final class MediaPlaylistWriter {
    /*
     * EXTM3U VERSION [INDEPENDENT-SEGMENTS START] TARGETDURATION [SERVER-CONTROL PART-INF]
     * MEDIA-SEQUENCE DISCONTINUITY-SEQUENCE [PLAYLIST-TYPE I-FRAMES-ONLY SKIP]
     * [DATERANGE ...]
     * each segment: [DISCONTINUITY KEY MAP KEY PROGRAM-DATE-TIME] PART ... [GAP BITRATE BYTERANGE] EXTINF uri
     * [the same up to PART for the open segment] PRELOAD-HINT ... RENDITION-REPORT ... [ENDLIST]
     */
    private static final int HEADER_CHARACTERS = 320;
    private static final int SEGMENT_CHARACTERS = 128;

    /** Makes a writer; one is enough. */
    public MediaPlaylistWriter() {}

    /** Gives the text. */
    public String write(MediaPlaylist playlist) {
        StringBuilder out = new StringBuilder(
                HEADER_CHARACTERS + SEGMENT_CHARACTERS * playlist.segments().size());
        out.append("#EXTM3U\n#EXT-X-VERSION:").append(playlist.version()).append('\n');
        header(playlist.header(), out);
        if (playlist.skippedSegments() > 0) {
            out.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=")
                    .append(playlist.skippedSegments())
                    .append('\n');
        }
        playlist.dateRanges().forEach(range -> range.write(out));
        SegmentStart before = SegmentStart.PLAIN;
        int bitrate = 0;
        for (MediaSegment segment : playlist.segments()) {
            start(segment.start(), segment.parts(), before, out);
            segment(segment, bitrate, out);
            before = segment.start();
            bitrate = segment.bitrateKbps();
        }
        OpenSegment open = playlist.open();
        if (open != null) {
            start(open.start(), open.parts(), before, out);
        }
        end(playlist, out);
        return out.toString();
    }

    private static void header(MediaHeader header, StringBuilder out) {
        if (header.independentSegments()) {
            out.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        }
        StartPointTag.write(header.start(), out);
        out.append("#EXT-X-TARGETDURATION:")
                .append(header.targetDurationSeconds())
                .append('\n');
        ServerControl control = header.serverControl();
        if (control != null) {
            new AttributeWriter(out, "#EXT-X-SERVER-CONTROL")
                    .yes("CAN-BLOCK-RELOAD", control.canBlockReload())
                    .seconds("CAN-SKIP-UNTIL", control.canSkipUntil())
                    .seconds("HOLD-BACK", control.holdBack())
                    .seconds("PART-HOLD-BACK", control.partHoldBack())
                    .end();
        }
        if (header.partTarget() != null) {
            new AttributeWriter(out, "#EXT-X-PART-INF")
                    .seconds("PART-TARGET", header.partTarget())
                    .end();
        }
        out.append("#EXT-X-MEDIA-SEQUENCE:").append(header.mediaSequence());
        out.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(header.discontinuitySequence());
        out.append('\n');
        if (header.type() != null) {
            out.append("#EXT-X-PLAYLIST-TYPE:").append(header.type()).append('\n');
        }
        if (header.iFramesOnly()) {
            out.append("#EXT-X-I-FRAMES-ONLY\n");
        }
    }

    private static void start(SegmentStart start, List<MediaPart> parts, SegmentStart before, StringBuilder out) {
        if (start.discontinuity()) {
            out.append("#EXT-X-DISCONTINUITY\n");
        }
        InitializationSection map = start.map();
        List<EncryptionKey> keys = before.keys();
        if (map != null && !map.equals(before.map())) {
            KeyTag.write(map.keys(), keys, out);
            keys = map.keys();
            new AttributeWriter(out, "#EXT-X-MAP")
                    .quoted("URI", map.uri())
                    .quoted("BYTERANGE", map.byteRange())
                    .end();
        }
        KeyTag.write(start.keys(), keys, out);
        if (start.programDateTime() != null) {
            out.append("#EXT-X-PROGRAM-DATE-TIME:");
            DateTime.write(start.programDateTime(), out);
            out.append('\n');
        }
        for (MediaPart part : parts) {
            new AttributeWriter(out, "#EXT-X-PART")
                    .seconds("DURATION", part.duration())
                    .quoted("URI", part.uri())
                    .yes("INDEPENDENT", part.independent())
                    .quoted("BYTERANGE", part.byteRange())
                    .yes("GAP", part.gap())
                    .end();
        }
    }

    private static void segment(MediaSegment segment, int bitrateBefore, StringBuilder out) {
        if (segment.gap()) {
            out.append("#EXT-X-GAP\n");
        }
        if (segment.bitrateKbps() != bitrateBefore) {
            out.append("#EXT-X-BITRATE:").append(segment.bitrateKbps()).append('\n');
        }
        if (segment.byteRange() != null) {
            out.append("#EXT-X-BYTERANGE:").append(segment.byteRange().text()).append('\n');
        }
        out.append("#EXTINF:");
        Decimal.write(segment.duration(), out);
        out.append(',').append(segment.title()).append('\n');
        out.append(segment.uri()).append('\n');
    }

    private static void end(MediaPlaylist playlist, StringBuilder out) {
        for (PreloadHint hint : playlist.preloadHints()) {
            new AttributeWriter(out, "#EXT-X-PRELOAD-HINT")
                    .plain("TYPE", hint.type())
                    .quoted("URI", hint.uri())
                    .plain("BYTERANGE-START", hint.byteRangeStart() == 0 ? null : hint.byteRangeStart())
                    .plain("BYTERANGE-LENGTH", hint.byteRangeLength())
                    .end();
        }
        for (RenditionReport report : playlist.renditionReports()) {
            new AttributeWriter(out, "#EXT-X-RENDITION-REPORT")
                    .quoted("URI", report.uri())
                    .plain("LAST-MSN", report.lastSequence())
                    .plain("LAST-PART", report.lastPart())
                    .end();
        }
        if (playlist.ended()) {
            out.append("#EXT-X-ENDLIST\n");
        }
    }
}
