package io.xiu.hls.playlist;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * EXT-X-PRELOAD-HINT: what will come next and can be asked for now (4.4.5.3).
 *
 * @param uri where it will be
 * @param byteRangeStart its first byte in that, not negative
 * @param byteRangeLength its bytes, not negative; null: to the end
 */
public record PreloadHint(
        Type type,
        String uri,
        long byteRangeStart,
        @Nullable Long byteRangeLength) {
    /** What is hinted at. */
    public enum Type {
        /** A part. */
        PART,
        /** An initialization section. */
        MAP
    }

    public PreloadHint {
        Objects.requireNonNull(type);
        Syntax.checkUri(uri);
        Syntax.checkNotNegative("BYTERANGE-START", byteRangeStart);
        if (byteRangeLength != null) {
            Syntax.checkNotNegative("BYTERANGE-LENGTH", byteRangeLength);
        }
    }

    /** A whole resource that will be the next part. */
    public static PreloadHint part(String uri) {
        return new PreloadHint(Type.PART, uri, 0, null);
    }
}
