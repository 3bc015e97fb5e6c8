package io.xiu.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's dialogue: requests are answered one after the other, in their order.
 *
 * <p>The next request is looked at when the answer to the one before has gone out, so that a client makes the server
 * hold one answer at most. Requests that came ahead wait in a queue; once it is full, reading stops.
 *
 * <pre>
 *   reading a request --whole--> answering --sent--> idle --first byte--> reading a request
 *          |                        |  \
 *          | bad, late              |   upgradeToStream, upgradeToWebSocket: HTTP leaves the pipeline
 *          v                        v
 *       refusing --------------> closed
 * </pre>
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final Duration ANSWER_AFTER_CLOSE = Duration.ofSeconds(1);
    private static final int LINGER_MILLIS = 1_000;
    private static final int LEAST_BYTES_PER_SECOND = 16_384;

    private final HttpLimits limits;
    private final Router router;
    private final RequestDecoder decoder;
    private final RequestAssembler assembler;
    private final Deque<HttpExchange> queue = new ArrayDeque<>();
    private final Channel channel;
    private final Deadline deadline;
    private @Nullable HttpExchange current;
    private @Nullable BadRequest fault;
    private boolean dispatching;
    private boolean failed;
    private boolean inputClosed;
    private boolean closing;

    private HttpConnection(Channel channel, Router router, HttpLimits limits) {
        this.channel = channel;
        this.router = router;
        this.limits = limits;
        decoder = new RequestDecoder(limits);
        assembler = new RequestAssembler(this, limits);
        deadline = new Deadline(channel.eventLoop(), this::missed);
    }

    /** Makes a new channel speak HTTP. */
    static void addTo(ChannelPipeline pipeline, Router router, HttpLimits limits) {
        HttpConnection connection = new HttpConnection(pipeline.channel(), router, limits);
        pipeline.addLast("decoder", connection.decoder);
        pipeline.addLast("encoder", new HttpResponseEncoder());
        pipeline.addLast("connection", connection);
    }

    Channel channel() {
        return channel;
    }

    void execute(Runnable action) {
        if (channel.eventLoop().inEventLoop()) {
            action.run();
        } else {
            channel.eventLoop().execute(action);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline.await(Deadline.Awaited.REQUEST, limits.request());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing || fault != null) {
            ReferenceCountUtil.release(message);
        } else {
            assembler.read(message);
        }
        next();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        awaitRequest();
    }

    /** A whole request was read. */
    void queue(HttpExchange exchange) {
        queue.add(exchange);
        if (queue.size() >= limits.pipelined()) {
            channel.config().setAutoRead(false);
        }
    }

    /** The client is to be told and disconnected, after the requests before this one were answered. */
    void fault(BadRequest bad) {
        fault = bad;
    }

    /** Whether nothing that came before is still to be answered. */
    boolean isIdle() {
        return current == null && queue.isEmpty();
    }

    private void next() {
        if (dispatching) {
            return;
        }
        dispatching = true;
        while (current == null && !closing && !queue.isEmpty()) {
            HttpExchange exchange = queue.remove();
            deadline.clear();
            current = exchange;
            handle(exchange);
        }
        dispatching = false;
        if (closing) {
            return;
        }
        if (queue.size() < limits.pipelined() && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        if (isIdle() && fault != null) {
            refuse(fault);
        }
    }

    private void handle(HttpExchange exchange) {
        try {
            router.handle(exchange);
        } catch (RuntimeException e) {
            LOG.error("{} {} {}", channel.remoteAddress(), exchange.method(), exchange.target(), e);
            failed = true;
            if (exchange.isAnswered()) {
                closing = true; // what came behind it is not looked at any more
                channel.close();
            } else {
                exchange.respond(HttpReply.error(HttpResponseStatus.INTERNAL_SERVER_ERROR));
            }
        } finally {
            exchange.body().release();
        }
    }

    void respond(HttpExchange exchange, HttpReply reply) {
        if (exchange != current || exchange.isAbandoned()) {
            reply.release();
            return;
        }
        boolean last = failed || (inputClosed && queue.isEmpty() && fault == null);
        boolean keepAlive = !last && HttpUtil.isKeepAlive(exchange.request());
        FullHttpResponse response = ReplyWriter.response(exchange.request(), reply, keepAlive);
        router.addCrossOrigin(exchange.target(), response.headers());
        send(response, keepAlive);
    }

    void upgradeToStream(HttpExchange exchange, HttpHeaders headers, Consumer<Channel> owner) {
        if (exchange != current || exchange.isAbandoned()) {
            return;
        }
        FullHttpResponse response = ReplyWriter.streamHead(exchange.request(), headers);
        router.addCrossOrigin(exchange.target(), response.headers());
        if (inputClosed || exchange.method().equals(HttpMethod.HEAD)) {
            send(response, false);
            return;
        }
        leavePipeline(
                response,
                pipeline -> pipeline.addLast("input", new StreamInput(limits.streamInputBytes())),
                exchange,
                owner);
    }

    void upgradeToWebSocket(HttpExchange exchange, Consumer<Channel> owner, Runnable leave) {
        if (exchange != current || exchange.isAbandoned()) {
            return;
        }
        if (inputClosed) {
            channel.close();
            return;
        }
        FullHttpResponse response = ReplyWriter.webSocketHead(exchange.request());
        leavePipeline(response, pipeline -> WebSocketInput.addTo(pipeline, leave), exchange, owner);
    }

    private void leavePipeline(
            FullHttpResponse response,
            Consumer<ChannelPipeline> successor,
            HttpExchange exchange,
            Consumer<Channel> owner) {
        deadline.clear();
        closing = true;
        dropQueue();
        channel.write(response);
        ChannelPipeline pipeline = channel.pipeline();
        successor.accept(pipeline);
        pipeline.remove("connection");
        pipeline.remove("encoder");
        pipeline.remove("decoder");
        channel.config().setAutoRead(true);
        try {
            owner.accept(channel);
        } catch (RuntimeException e) {
            LOG.error("{} {}", channel.remoteAddress(), exchange.target(), e);
            channel.close();
        }
    }

    private void send(FullHttpResponse response, boolean keepAlive) {
        deadline.clear();
        int seconds = response.content().readableBytes() / LEAST_BYTES_PER_SECOND;
        deadline.await(Deadline.Awaited.REPLY_SENT, limits.reply().plusSeconds(seconds));
        channel.writeAndFlush(response).addListener(sent -> {
            if (!sent.isSuccess() || !keepAlive) {
                end();
            } else {
                deadline.clear();
                current = null;
                next();
                awaitRequest();
            }
        });
    }

    private void refuse(BadRequest bad) {
        closing = true;
        LOG.debug("{} is refused: {}", channel.remoteAddress(), bad.status());
        send(ReplyWriter.response(null, HttpReply.error(bad.status()), false), false);
    }

    // What the client still sends is read for a while: a reset would take the answer from it.
    private void end() {
        closing = true;
        deadline.clear();
        if (inputClosed || !(channel instanceof DuplexChannel duplex) || !channel.isActive()) {
            channel.close();
            return;
        }
        duplex.shutdownOutput();
        channel.config().setAutoRead(true);
        channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void awaitRequest() {
        if (closing || current != null) {
            return;
        }
        if (decoder.midRequest()) {
            deadline.await(Deadline.Awaited.REQUEST, limits.request());
        } else if (deadline.awaited() != Deadline.Awaited.REQUEST) {
            deadline.await(Deadline.Awaited.NEXT_REQUEST, limits.idle());
        }
    }

    private void missed() {
        switch (deadline.awaited()) {
            case REQUEST -> {
                if (decoder.midRequest()) {
                    refuse(new BadRequest(HttpResponseStatus.REQUEST_TIMEOUT));
                } else {
                    channel.close();
                }
            }
            case NOTHING -> {}
            default -> channel.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            return;
        }
        inputClosed = true;
        HttpExchange exchange = current;
        if (exchange == null || closing) {
            channel.close();
        } else if (!exchange.isAnswered()) {
            deadline.await(Deadline.Awaited.ANSWER_AFTER_CLOSE, ANSWER_AFTER_CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        deadline.clear();
        assembler.release();
        HttpExchange exchange = current;
        current = null;
        if (exchange != null) {
            exchange.abandon();
        }
        dropQueue();
    }

    private void dropQueue() {
        queue.forEach(exchange -> exchange.body().release());
        queue.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("{} is disconnected", channel.remoteAddress(), cause);
        }
        channel.close();
    }
}
