package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes of a reply what goes out for one request: coding, range, length, and the headers every answer has. */
final class ReplyWriter {
    private static final int LEAST_COMPRESSED = 256;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ReplyWriter() {}

    /**
     * Takes ownership of the reply.
     *
     * @param request null if it couldn't be read
     */
    static FullHttpResponse response(@Nullable HttpRequest request, HttpReply reply, boolean keepAlive) {
        HttpHeaders asked = request == null ? EmptyHttpHeaders.INSTANCE : request.headers();
        HttpHeaders headers = reply.headers();
        HttpResponseStatus status = reply.status();
        ByteBuf body = coded(asked, reply);
        boolean plain = !headers.contains(HttpHeaderNames.CONTENT_ENCODING);
        boolean get = request != null && request.method().equals(HttpMethod.GET);
        if (reply.hasRanges() && plain && status.equals(HttpResponseStatus.OK)) {
            headers.set(HttpHeaderNames.ACCEPT_RANGES, HttpHeaderValues.BYTES);
            boolean wanted = get && !asked.contains(HttpHeaderNames.IF_RANGE);
            int length = body.readableBytes();
            ByteRange range = wanted ? ByteRange.parse(asked.get(HttpHeaderNames.RANGE), length) : null;
            if (range != null && range.isSatisfiable()) {
                status = HttpResponseStatus.PARTIAL_CONTENT;
                headers.set(
                        HttpHeaderNames.CONTENT_RANGE, "bytes " + range.first() + "-" + range.last() + "/" + length);
                body = body.slice(body.readerIndex() + range.first(), range.length());
            } else if (range != null) {
                status = HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE;
                headers.set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + length);
                headers.remove(HttpHeaderNames.CONTENT_TYPE);
                body.release();
                body = Unpooled.EMPTY_BUFFER;
            }
        }
        if (!status.equals(HttpResponseStatus.NO_CONTENT)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        boolean head = request != null && request.method().equals(HttpMethod.HEAD);
        if (head) {
            body.release();
            body = Unpooled.EMPTY_BUFFER;
        }
        return response(request, status, headers, body, keepAlive);
    }

    /** The head of an answer whose body ends with the connection. */
    static FullHttpResponse streamHead(HttpRequest request, HttpHeaders headers) {
        HttpHeaders own = new DefaultHttpHeaders().add(headers);
        return response(request, HttpResponseStatus.OK, own, Unpooled.EMPTY_BUFFER, false);
    }

    /** The head of the answer to a WebSocket handshake that isn't refused. */
    static FullHttpResponse webSocketHead(HttpRequest request) {
        return response(
                request,
                HttpResponseStatus.SWITCHING_PROTOCOLS,
                WebSocketHandshake.acceptance(request),
                Unpooled.EMPTY_BUFFER,
                true);
    }

    private static FullHttpResponse response(
            @Nullable HttpRequest request,
            HttpResponseStatus status,
            HttpHeaders headers,
            ByteBuf body,
            boolean keepAlive) {
        headers.set(HttpHeaderNames.DATE, DATE.format(Instant.now()));
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request != null && request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body, headers, EmptyHttpHeaders.INSTANCE);
    }

    // The body that goes out: the reply's own, or a compressed one.
    private static ByteBuf coded(HttpHeaders asked, HttpReply reply) {
        ByteBuf gzip = reply.gzipBody();
        boolean worthwhile = reply.isCompressible() && reply.body().readableBytes() >= LEAST_COMPRESSED;
        if (gzip == null && !worthwhile) {
            return reply.body();
        }
        reply.headers().add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        if (!Gzip.accepted(asked)) {
            if (gzip != null) {
                gzip.release();
            }
            return reply.body();
        }
        ByteBuf compressed = gzip == null ? Gzip.compress(reply.body()) : gzip;
        reply.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        reply.body().release();
        return compressed;
    }
}
