package io.xiu.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a body (RFC 9110, section 14).
 *
 * @param first offset of the first byte
 * @param last offset of the last byte; before {@code first} if no byte of the body is wanted
 */
record ByteRange(int first, int last) {
    private static final ByteRange UNSATISFIABLE = new ByteRange(0, -1);
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d*)-(\\d*)\\s*");

    /** Null if the whole body is to be sent: other units, several ranges, or no range at all. */
    static @Nullable ByteRange parse(@Nullable String field, int length) {
        Matcher one = ONE.matcher(field == null ? "" : field);
        if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return null;
        }
        int end = offset(one.group(2));
        if (one.group(1).isEmpty()) {
            return end == 0 || length == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, length - end), length - 1);
        }
        int first = offset(one.group(1));
        int last = one.group(2).isEmpty() ? length - 1 : Math.min(end, length - 1);
        return first > last ? UNSATISFIABLE : new ByteRange(first, last);
    }

    boolean isSatisfiable() {
        return first <= last;
    }

    int length() {
        return last - first + 1;
    }

    // No body is as long as the largest int, so larger offsets may be taken for it.
    private static int offset(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.isEmpty() || significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant);
    }
}
