package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/**
 * EXT-X-I-FRAME-STREAM-INF: key frames only, to wind through (4.4.6.3).
 *
 * @param uri of its media playlist, which has EXT-X-I-FRAMES-ONLY
 * @param video VIDEO: group of renditions; null: not said
 */
public record IFrameVariant(
        String uri, StreamDescription description, @Nullable String video) {
    public IFrameVariant {
        Syntax.checkUri(uri);
        Syntax.checkQuoted("VIDEO", video);
    }
}
