package io.xiu.hls.playlist;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads multivariant playlists. Tags and attributes that {@link MultivariantPlaylist} has nothing for are passed over,
 * and so are variants and renditions of which an attribute has a word that isn't known (6.3.1). Variables (EXT-X-DEFINE,
 * 4.4.2.3) are replaced by their values; one whose value a URI has isn't known here, and refused.
 *
 * <p>Reads at most 1 Mi characters, in the place of variables 64 Ki and 40 for each of the playlist, but no more than 1 Mi
 * either, and 5,000 variants and renditions. Thread-safe.
 */
public final class MultivariantPlaylistReader {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_ENTRIES = 5_000;

    private final PlaylistLines lines;
    private final List<Rendition> renditions = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();
    private final List<IFrameVariant> iFrameVariants = new ArrayList<>();
    private boolean independentSegments;
    private @Nullable StartPoint start;
    private @Nullable Attributes pending;
    private int entries;

    private MultivariantPlaylistReader(String text) throws PlaylistException {
        lines = new PlaylistLines(text, MAX_CHARACTERS);
    }

    /**
     * Reads a whole playlist.
     *
     * @throws PlaylistException if it isn't one, breaks a rule, or is longer than what is read
     */
    public static MultivariantPlaylist read(String text) throws PlaylistException {
        return new MultivariantPlaylistReader(text).read();
    }

    private MultivariantPlaylist read() throws PlaylistException {
        try {
            while (lines.next()) {
                if (lines.isTag()) {
                    tag();
                } else {
                    variant(lines.uri());
                }
            }
            if (pending != null) {
                throw lines.failure(Reason.MISSING, "no URI after #EXT-X-STREAM-INF");
            }
            return new MultivariantPlaylist(independentSegments, start, renditions, variants, iFrameVariants);
        } catch (IllegalArgumentException e) {
            throw lines.failure(Reason.VALUE, String.valueOf(e.getMessage()));
        }
    }

    private void tag() throws PlaylistException {
        if (pending != null) {
            throw lines.failure(Reason.ORDER, "a tag between #EXT-X-STREAM-INF and its URI");
        }
        switch (lines.name()) {
            case "#EXT-X-VERSION" -> Syntax.smallInteger(lines.value());
            case "#EXT-X-DEFINE" -> lines.define();
            case "#EXT-X-INDEPENDENT-SEGMENTS" -> independentSegments = true;
            case "#EXT-X-START" -> {
                if (start != null) {
                    throw lines.failure(Reason.REPEATED, "#EXT-X-START twice");
                }
                start = StartPointTag.read(new Attributes(lines));
            }
            case "#EXT-X-MEDIA" -> {
                count();
                rendition(new Attributes(lines));
            }
            case "#EXT-X-STREAM-INF" -> {
                count();
                pending = new Attributes(lines);
            }
            case "#EXT-X-I-FRAME-STREAM-INF" -> {
                count();
                iFrameVariant(new Attributes(lines));
            }
            case "#EXTINF", "#EXT-X-TARGETDURATION", "#EXT-X-PART" ->
                throw lines.failure(Reason.KIND, "a tag of media playlists");
            default -> {}
        }
    }

    private void variant(String uri) throws PlaylistException {
        Attributes attributes = pending;
        if (attributes == null) {
            throw lines.failure(Reason.MISSING, "no #EXT-X-STREAM-INF before a URI");
        }
        pending = null;
        if (!StreamDescription.isKnown(attributes)) {
            return;
        }
        String frameRate = attributes.plain("FRAME-RATE");
        variants.add(new Variant(
                uri,
                StreamDescription.read(attributes),
                frameRate == null ? 0 : FrameRate.read(frameRate),
                attributes.quoted("AUDIO"),
                attributes.quoted("VIDEO"),
                attributes.quoted("SUBTITLES"),
                attributes.quotedOr("CLOSED-CAPTIONS", "NONE")));
    }

    private void iFrameVariant(Attributes attributes) throws PlaylistException {
        if (StreamDescription.isKnown(attributes)) {
            iFrameVariants.add(new IFrameVariant(
                    attributes.requiredQuoted("URI"), StreamDescription.read(attributes), attributes.quoted("VIDEO")));
        }
    }

    private void rendition(Attributes attributes) throws PlaylistException {
        RenditionType type = RenditionType.of(attributes.requiredPlain("TYPE"));
        if (type == null) {
            return;
        }
        boolean preferred = attributes.yes("DEFAULT");
        renditions.add(new Rendition(
                type,
                attributes.requiredQuoted("GROUP-ID"),
                attributes.requiredQuoted("NAME"),
                attributes.quoted("URI"),
                attributes.quoted("LANGUAGE"),
                attributes.quoted("ASSOC-LANGUAGE"),
                preferred,
                preferred || attributes.yes("AUTOSELECT"),
                attributes.yes("FORCED"),
                attributes.quoted("INSTREAM-ID"),
                attributes.quoted("CHARACTERISTICS"),
                attributes.quoted("CHANNELS")));
    }

    private void count() throws PlaylistException {
        if (++entries > MAX_ENTRIES) {
            throw lines.failure(Reason.TOO_LONG, "more than " + MAX_ENTRIES + " variants and renditions");
        }
    }
}
