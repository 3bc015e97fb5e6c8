package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer. Length, connection, date, cross-origin and range headers are the server's business.
 *
 * <pre>{@code
 * exchange.respond(HttpReply.of(HttpResponseStatus.OK, "video/mp2t", segment.retainedDuplicate())
 *         .header(HttpHeaderNames.CACHE_CONTROL, "max-age=60")
 *         .ranges());
 * }</pre>
 *
 * <p>It owns its bodies until it is given to {@link HttpExchange#respond}.
 */
public final class HttpReply {
    private final HttpResponseStatus status;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final ByteBuf body;
    private @Nullable ByteBuf gzip;
    private boolean ranges;
    private boolean compressible;

    private HttpReply(HttpResponseStatus status, ByteBuf body) {
        this.status = status;
        this.body = body;
    }

    /** Takes ownership of the body. */
    public static HttpReply of(HttpResponseStatus status, String contentType, ByteBuf body) {
        return new HttpReply(status, body).header(HttpHeaderNames.CONTENT_TYPE, contentType);
    }

    /** A line of plain text. */
    public static HttpReply text(HttpResponseStatus status, String text) {
        return of(
                status,
                "text/plain; charset=utf-8",
                ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, text + "\n"));
    }

    /** An error whose body is its own name. */
    public static HttpReply error(HttpResponseStatus status) {
        return text(status, status.toString());
    }

    /** Headers only. */
    public static HttpReply empty(HttpResponseStatus status) {
        return new HttpReply(status, Unpooled.EMPTY_BUFFER);
    }

    /** Sets a header. */
    public HttpReply header(CharSequence name, Object value) {
        headers.set(name, value);
        return this;
    }

    /** Lets a client ask for a part of the body. */
    public HttpReply ranges() {
        ranges = true;
        return this;
    }

    /** Has the body compressed for clients that take gzip. For text of a few KiB that is asked for rarely. */
    public HttpReply compressible() {
        compressible = true;
        return this;
    }

    /** Gives what {@link Gzip#compress} made of the body, for clients that take it. Takes ownership. */
    public HttpReply gzip(ByteBuf compressed) {
        gzip = compressed;
        return this;
    }

    HttpResponseStatus status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    ByteBuf body() {
        return body;
    }

    @Nullable
    ByteBuf gzipBody() {
        return gzip;
    }

    boolean hasRanges() {
        return ranges;
    }

    boolean isCompressible() {
        return compressible;
    }

    void release() {
        body.release();
        if (gzip != null) {
            gzip.release();
        }
    }
}
