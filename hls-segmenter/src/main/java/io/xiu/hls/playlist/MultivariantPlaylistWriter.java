package io.xiu.hls.playlist;

/** Writes multivariant playlists as text, with lines that end in LF. Thread-safe. */
public final class MultivariantPlaylistWriter {
    private static final int CHARACTERS = 512;

    /** Makes a writer; one is enough. */
    public MultivariantPlaylistWriter() {}

    /** Gives the text. */
    public String write(MultivariantPlaylist playlist) {
        StringBuilder out = new StringBuilder(CHARACTERS);
        out.append("#EXTM3U\n");
        if (playlist.version() > 1) {
            out.append("#EXT-X-VERSION:").append(playlist.version()).append('\n');
        }
        if (playlist.independentSegments()) {
            out.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        }
        StartPointTag.write(playlist.start(), out);
        playlist.renditions().forEach(rendition -> write(rendition, out));
        playlist.variants().forEach(variant -> write(variant, out));
        for (IFrameVariant variant : playlist.iFrameVariants()) {
            variant.description()
                    .write(new AttributeWriter(out, "#EXT-X-I-FRAME-STREAM-INF"))
                    .quoted("VIDEO", variant.video())
                    .quoted("URI", variant.uri())
                    .end();
        }
        return out.toString();
    }

    private static void write(Rendition rendition, StringBuilder out) {
        new AttributeWriter(out, "#EXT-X-MEDIA")
                .plain("TYPE", rendition.type().code())
                .quoted("GROUP-ID", rendition.groupId())
                .quoted("NAME", rendition.name())
                .quoted("LANGUAGE", rendition.language())
                .quoted("ASSOC-LANGUAGE", rendition.assocLanguage())
                .yes("DEFAULT", rendition.preferred())
                .yes("AUTOSELECT", rendition.autoselect())
                .yes("FORCED", rendition.forced())
                .quoted("INSTREAM-ID", rendition.instreamId())
                .quoted("CHARACTERISTICS", rendition.characteristics())
                .quoted("CHANNELS", rendition.channels())
                .quoted("URI", rendition.uri())
                .end();
    }

    private static void write(Variant variant, StringBuilder out) {
        AttributeWriter attributes = variant.description()
                .write(new AttributeWriter(out, "#EXT-X-STREAM-INF"))
                .seconds("FRAME-RATE", FrameRate.decimal(variant.framesPerSecond()))
                .quoted("AUDIO", variant.audio())
                .quoted("VIDEO", variant.video())
                .quoted("SUBTITLES", variant.subtitles());
        String captions = variant.closedCaptions();
        if (captions != null && captions.isEmpty()) {
            attributes.plain("CLOSED-CAPTIONS", "NONE");
        } else {
            attributes.quoted("CLOSED-CAPTIONS", captions);
        }
        attributes.end();
        out.append(variant.uri()).append('\n');
    }
}
