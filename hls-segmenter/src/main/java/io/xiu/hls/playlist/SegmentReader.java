package io.xiu.hls.playlist;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the tags that belong to the next segment, and makes it where its URI comes. */
final class SegmentReader {
    private static final int MAX_KEYS = 16;

    private final PlaylistLines lines;
    private final List<MediaSegment> segments = new ArrayList<>();
    private final RangeReader ranges = new RangeReader();
    private final RangeReader partRanges = new RangeReader();

    private List<EncryptionKey> keys = List.of();
    private @Nullable InitializationSection map;
    private int bitrateKbps;

    private List<MediaPart> parts = new ArrayList<>();
    private boolean discontinuity;
    private @Nullable Instant programDateTime;
    private @Nullable Duration duration;
    private String title = "";
    private @Nullable String byteRange;
    private boolean gap;

    SegmentReader(PlaylistLines lines) {
        this.lines = lines;
    }

    /** Whether no segment and no part has been read. */
    boolean isAtStart() {
        return segments.isEmpty() && parts.isEmpty();
    }

    /** Reads the present tag if it says something of a segment; answers whether it does. */
    boolean tag() throws PlaylistException {
        switch (lines.name()) {
            case "#EXT-X-DISCONTINUITY" -> {
                checkBeforeParts();
                discontinuity = true;
            }
            case "#EXT-X-KEY" -> {
                checkBeforeParts();
                key(new Attributes(lines));
            }
            case "#EXT-X-MAP" -> {
                checkBeforeParts();
                map = map(new Attributes(lines));
            }
            case "#EXT-X-PROGRAM-DATE-TIME" -> {
                checkBeforeParts();
                programDateTime = DateTime.read(lines.value());
            }
            case "#EXTINF" -> extinf(lines.value());
            case "#EXT-X-BYTERANGE" -> byteRange = lines.value();
            case "#EXT-X-GAP" -> gap = true;
            case "#EXT-X-BITRATE" -> bitrateKbps = Syntax.smallInteger(lines.value());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads EXT-X-PART. */
    void part() throws PlaylistException {
        Attributes attributes = new Attributes(lines);
        String uri = attributes.requiredQuoted("URI");
        String range = attributes.quoted("BYTERANGE");
        parts.add(new MediaPart(
                uri,
                attributes.requiredDuration("DURATION"),
                attributes.yes("INDEPENDENT"),
                attributes.yes("GAP"),
                partRanges.read(range, uri)));
    }

    /** Takes the URI that ends a segment. */
    void uri(String uri) throws PlaylistException {
        Duration whole = duration;
        if (whole == null) {
            throw lines.failure(Reason.MISSING, "no #EXTINF before a URI");
        }
        ByteRange range = ranges.read(byteRange, uri);
        segments.add(new MediaSegment(start(), uri, whole, title, range, gap, bitrateKbps, parts));
        parts = new ArrayList<>();
        partRanges.reset();
        discontinuity = false;
        programDateTime = null;
        duration = null;
        title = "";
        byteRange = null;
        gap = false;
    }

    List<MediaSegment> segments() {
        return segments;
    }

    /** What there is of the segment after the last; null if none of its parts is there. */
    @Nullable
    OpenSegment open() throws PlaylistException {
        if (duration != null) {
            throw lines.failure(Reason.MISSING, "no URI after #EXTINF");
        }
        return parts.isEmpty() ? null : new OpenSegment(start(), parts);
    }

    private SegmentStart start() {
        return new SegmentStart(discontinuity, map, programDateTime, keys);
    }

    private void extinf(String value) {
        int comma = value.indexOf(',');
        duration = Decimal.read(comma < 0 ? value : value.substring(0, comma));
        title = comma < 0 ? "" : value.substring(comma + 1);
    }

    private void key(Attributes attributes) throws PlaylistException {
        keys = KeyTag.read(attributes, keys);
        if (keys.size() > MAX_KEYS) {
            throw lines.failure(Reason.TOO_LONG, "keys of more than " + MAX_KEYS + " formats");
        }
    }

    private InitializationSection map(Attributes attributes) throws PlaylistException {
        String uri = attributes.requiredQuoted("URI");
        String range = attributes.quoted("BYTERANGE");
        return new InitializationSection(uri, new RangeReader().readFromStart(range, uri), keys);
    }

    private void checkBeforeParts() throws PlaylistException {
        if (!parts.isEmpty()) {
            throw lines.failure(Reason.ORDER, lines.name() + " after a part of its segment");
        }
    }
}
