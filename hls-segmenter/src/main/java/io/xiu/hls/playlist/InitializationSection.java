package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/**
 * EXT-X-MAP: what a player must read before the segments (4.4.4.5).
 *
 * @param uri where it is
 * @param byteRange which part of that; null: all of it
 */
public record InitializationSection(String uri, @Nullable ByteRange byteRange) {
    public InitializationSection {
        Syntax.checkUri(uri);
    }

    /** All of a resource. */
    public static InitializationSection of(String uri) {
        return new InitializationSection(uri, null);
    }
}
