package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Puts head and body together and judges them; a connection is given whole exchanges or one fault. */
final class RequestAssembler {
    private final HttpConnection connection;
    private final HttpLimits limits;
    private @Nullable HttpRequest request;
    private @Nullable HttpTarget target;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;

    RequestAssembler(HttpConnection connection, HttpLimits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /** Takes ownership of what the decoder made. */
    void read(Object message) {
        if (message instanceof BadRequest bad) {
            connection.fault(bad);
        }
        HttpResponseStatus status = message instanceof HttpRequest head ? begin(head) : null;
        if (status == null && message instanceof HttpContent content) {
            status = append(content);
        }
        if (status != null) {
            release();
            connection.fault(new BadRequest(status));
        }
        ReferenceCountUtil.release(message);
    }

    /** Lets go of a request that stays unfinished. */
    void release() {
        body.release();
        body = Unpooled.EMPTY_BUFFER;
        request = null;
    }

    private @Nullable HttpResponseStatus begin(HttpRequest head) {
        HttpResponseStatus status = RequestCheck.fault(head, limits);
        if (status != null) {
            return status;
        }
        request = head;
        target = HttpTarget.parse(head.uri());
        if (target == null) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        String expected = head.headers().get(HttpHeaderNames.EXPECT);
        if (expected == null) {
            return null;
        }
        if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
            return HttpResponseStatus.EXPECTATION_FAILED;
        }
        if (connection.isIdle() && head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            connection
                    .channel()
                    .writeAndFlush(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        return null;
    }

    private @Nullable HttpResponseStatus append(HttpContent content) {
        HttpRequest head = request;
        HttpTarget path = target;
        if (head == null || path == null) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (content.decoderResult().isFailure()) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        int bytes = content.content().readableBytes();
        if (bytes > limits.bodyBytes() - body.readableBytes()) {
            return HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
        }
        if (bytes > 0) {
            body = body.capacity() == 0 ? connection.channel().alloc().heapBuffer(bytes) : body;
            body.writeBytes(content.content());
        }
        if (content instanceof LastHttpContent) {
            connection.queue(new HttpExchange(connection, head, path, body));
            body = Unpooled.EMPTY_BUFFER;
            request = null;
        }
        return null;
    }
}
