package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.server.http.Gzip;
import java.nio.charset.StandardCharsets;

/** A playlist as it goes out, written and compressed once for all who ask. Thread-safe. */
final class PlaylistText {
    private final Object playlist;
    private final ByteBuf plain;
    private final ByteBuf gzip;

    /** Takes the text of a playlist, which is a value. */
    PlaylistText(Object playlist, String text) {
        this.playlist = playlist;
        plain = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
        gzip = Unpooled.unreleasableBuffer(Gzip.compress(plain));
    }

    /** Whether this is the text of that playlist. */
    boolean isOf(Object other) {
        return playlist.equals(other);
    }

    /** The text in UTF-8; need not be released, but may be. */
    ByteBuf plain() {
        return plain.duplicate();
    }

    /** The text compressed; need not be released, but may be. */
    ByteBuf gzip() {
        return gzip.duplicate();
    }
}
