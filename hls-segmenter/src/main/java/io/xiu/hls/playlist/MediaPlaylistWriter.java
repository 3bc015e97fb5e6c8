package io.xiu.hls.playlist;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongFunction;

/** Writes media playlists as text (RFC 8216, version 3: EXTINF with decimals). Thread-safe if its function is. */
public final class MediaPlaylistWriter {
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int HEADER_CHARACTERS = 160;
    private static final int SEGMENT_CHARACTERS = 128;

    private final LongFunction<String> uri;

    /** Segments are named {@code 0.ts}, {@code 1.ts} and so on, beside the playlist. */
    public MediaPlaylistWriter() {
        this(sequence -> sequence + ".ts");
    }

    /** {@code uri} names the segment of a media sequence number. */
    public MediaPlaylistWriter(LongFunction<String> uri) {
        this.uri = uri;
    }

    public String write(MediaPlaylist playlist) {
        StringBuilder out = new StringBuilder(
                HEADER_CHARACTERS + SEGMENT_CHARACTERS * playlist.segments().size());
        out.append("#EXTM3U\n#EXT-X-VERSION:3\n");
        out.append("#EXT-X-TARGETDURATION:").append(playlist.targetDurationSeconds());
        out.append("\n#EXT-X-MEDIA-SEQUENCE:").append(playlist.mediaSequence());
        out.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(playlist.discontinuitySequence());
        out.append('\n');
        for (MediaSegment segment : playlist.segments()) {
            write(segment, out);
        }
        if (playlist.ended()) {
            out.append("#EXT-X-ENDLIST\n");
        }
        return out.toString();
    }

    private void write(MediaSegment segment, StringBuilder out) {
        if (segment.discontinuity()) {
            out.append("#EXT-X-DISCONTINUITY\n");
        }
        out.append("#EXT-X-PROGRAM-DATE-TIME:");
        DATE_TIME.formatTo(Instant.ofEpochMilli(segment.programDateTimeMillis()), out);
        out.append("\n#EXTINF:").append(segment.durationMillis() / 1_000).append('.');
        int fraction = (int) (segment.durationMillis() % 1_000);
        out.append((char) ('0' + fraction / 100))
                .append((char) ('0' + fraction / 10 % 10))
                .append((char) ('0' + fraction % 10));
        out.append(",\n").append(uri.apply(segment.sequence())).append('\n');
    }
}
