package io.xiu.hls.playlist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * EXT-X-MAP: what a player must read before the segments (4.4.4.5).
 *
 * @param uri where it is
 * @param byteRange which part of that; null: all of it
 * @param keys EXT-X-KEY in force where it stands, no two of one format; empty: it isn't encrypted
 */
public record InitializationSection(String uri, @Nullable ByteRange byteRange, List<EncryptionKey> keys) {
    public InitializationSection {
        Syntax.checkUri(uri);
        keys = EncryptionKey.checked(keys);
    }

    /** What isn't encrypted. */
    public InitializationSection(String uri, @Nullable ByteRange byteRange) {
        this(uri, byteRange, List.of());
    }

    /** All of a resource, which isn't encrypted. */
    public static InitializationSection of(String uri) {
        return new InitializationSection(uri, null);
    }
}
