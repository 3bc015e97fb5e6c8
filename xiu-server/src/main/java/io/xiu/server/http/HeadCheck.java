package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Judges the bytes of a request's head before anything is read into them, so that no two readers on the way can see
 * different requests in it (RFC 9112, sections 2.2, 3 and 5).
 *
 * <p>One space between the parts of the request line, CRLF after every line and no CR, LF or NUL elsewhere, a token
 * and a colon at the start of every field, no folded fields.
 */
final class HeadCheck {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final int LINE_END = 2;

    private final HttpLimits limits;
    private int scanned;
    private int lines;
    private int lineStart;
    private int headerStart;
    private int leading;
    private @Nullable HttpResponseStatus fault;

    HeadCheck(HttpLimits limits) {
        this.limits = limits;
    }

    /**
     * Goes on where it stopped, in a buffer that begins with the head and has grown since.
     *
     * @return the length of the head with its empty line once it is whole and right; 0 before; -1 if it is wrong
     */
    int scan(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.readableBytes();
        while (fault == null && scanned < end) {
            byte b = in.getByte(start + scanned);
            scanned++;
            checkByte(b, in, start);
            if (fault == null && b == '\n') {
                if (line(in, start + lineStart, start + scanned - 2)) {
                    return scanned;
                }
                lineStart = scanned;
            }
        }
        return fault == null ? 0 : -1;
    }

    /** Whether a byte of a head has been seen. */
    boolean begun() {
        return scanned > 0;
    }

    /** How many bytes of an approved head come before its request line. */
    int leading() {
        return leading;
    }

    /** What is wrong, after -1. */
    HttpResponseStatus fault() {
        return fault == null ? HttpResponseStatus.BAD_REQUEST : fault;
    }

    /** Gets ready for the next head. */
    void reset() {
        scanned = 0;
        lines = 0;
        lineStart = 0;
        headerStart = 0;
        leading = 0;
    }

    private void checkByte(byte b, ByteBuf in, int start) {
        boolean afterReturn = scanned - 2 >= lineStart && in.getByte(start + scanned - 2) == '\r';
        boolean inRequestLine = headerStart == 0;
        boolean control = b >= 0 && b < ' ' && b != '\r' && b != '\n' && (inRequestLine || b != '\t');
        if (afterReturn != (b == '\n') || control || b == 0x7F || (inRequestLine && b < 0)) {
            fault = HttpResponseStatus.BAD_REQUEST;
        } else if (inRequestLine && scanned - lineStart > limits.lineBytes() + LINE_END) {
            fault = HttpResponseStatus.REQUEST_URI_TOO_LONG;
        } else if (!inRequestLine && scanned - headerStart > limits.headerBytes()) {
            fault = HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
    }

    // Whether the head ends with this line, [from, to) without its CRLF.
    private boolean line(ByteBuf in, int from, int to) {
        if (headerStart == 0) {
            if (from == to && leading == 0) {
                leading = scanned; // one empty line before a request is allowed (RFC 9112, section 2.2)
            } else {
                fault = requestLine(in, from, to);
                headerStart = scanned;
            }
            return false;
        }
        if (from == to) {
            return true;
        }
        int colon = from;
        while (colon < to && isToken(in.getByte(colon))) {
            colon++;
        }
        if (colon == from || colon == to || in.getByte(colon) != ':') {
            fault = HttpResponseStatus.BAD_REQUEST;
        } else if (++lines > limits.headerCount()) {
            fault = HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        return false;
    }

    private static @Nullable HttpResponseStatus requestLine(ByteBuf in, int from, int to) {
        int method = from;
        while (method < to && isToken(in.getByte(method))) {
            method++;
        }
        int target = method + 1;
        while (target < to && in.getByte(target) != ' ') {
            target++;
        }
        String version = target + 1 < to ? in.toString(target + 1, to - target - 1, StandardCharsets.US_ASCII) : "";
        boolean shaped = method > from && method < to && in.getByte(method) == ' ' && target > method + 1;
        if (!shaped || !version.matches("HTTP/\\d\\.\\d")) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        return version.startsWith("HTTP/1.") ? null : HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
    }

    private static boolean isToken(byte b) {
        boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
        return letter || (b >= '0' && b <= '9') || (b > 0 && TOKEN_MARKS.indexOf(b) >= 0);
    }
}
