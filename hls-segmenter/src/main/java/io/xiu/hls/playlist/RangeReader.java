package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/** Reads byte ranges, of which one without an offset begins where the one before has ended (4.4.4.2). */
final class RangeReader {
    private @Nullable ByteRange last;
    private String lastUri = "";

    /**
     * Reads {@code length[@offset]} of a resource; null without a range.
     *
     * @throws IllegalArgumentException if it isn't one, or has no offset and there was none before it
     */
    @Nullable
    ByteRange read(@Nullable String text, String uri) {
        ByteRange before = uri.equals(lastUri) ? last : null;
        last = text == null ? null : read(text, before == null ? -1 : before.end());
        lastUri = uri;
        return last;
    }

    /** The same, where one without an offset begins with the resource. */
    @Nullable
    ByteRange readFromStart(@Nullable String text, String uri) {
        last = new ByteRange(0, 0);
        lastUri = uri;
        return read(text, uri);
    }

    void reset() {
        last = null;
    }

    private static ByteRange read(String text, long nextOffset) {
        int at = text.indexOf('@');
        if (at >= 0) {
            return new ByteRange(Syntax.integer(text.substring(0, at)), Syntax.integer(text.substring(at + 1)));
        }
        if (nextOffset < 0) {
            throw new IllegalArgumentException("a byte range without an offset, and none before it");
        }
        return new ByteRange(Syntax.integer(text), nextOffset);
    }
}
