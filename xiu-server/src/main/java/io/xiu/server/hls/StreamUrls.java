package io.xiu.server.hls;

import io.xiu.hls.playlist.SegmentNames;
import io.xiu.relay.StreamKey;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What the playlists and segments of a stream are called: {@code name.m3u8}, {@code master.m3u8}, {@code n.ts},
 * {@code n.m4s} and {@code init-n.mp4}, all in {@code /app/name/}. The media playlist of a stream called {@code master} is
 * {@code master.m3u8}, and there is no other then.
 */
final class StreamUrls {
    static final String PLAYLIST_SUFFIX = ".m3u8";
    static final String MULTIVARIANT = "master" + PLAYLIST_SUFFIX;

    /** The names of files, whatever stands before them in playlists. */
    static final SegmentNames FILES = new SegmentNames() {};

    private final StreamKey key;
    private final SegmentNames segmentNames;

    /** {@code prefix}: an address that stands before {@code /app/name/} in media playlists, or null for none of this. */
    StreamUrls(StreamKey key, @Nullable String prefix) {
        this.key = key;
        segmentNames = prefix == null ? FILES : SegmentNames.prefixed(prefix + encoded("/" + key) + "/");
    }

    StreamKey key() {
        return key;
    }

    /** How media playlists refer to segments. */
    SegmentNames segmentNames() {
        return segmentNames;
    }

    /** The file of the media playlist. */
    String mediaFile() {
        return key.name() + PLAYLIST_SUFFIX;
    }

    /** How a multivariant playlist refers to the media playlist beside it; a colon must not look like a scheme's. */
    String mediaUri() {
        String uri = encoded("/" + mediaFile()).substring(1);
        return uri.contains(":") ? "./" + uri : uri;
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
