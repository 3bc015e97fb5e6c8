package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;

/**
 * What a client may say on a WebSocket that only the server has something to say on: a ping is answered, a close is
 * answered and carried out, the rest is ignored. Frames are limited in length and number; a client that sends others, or
 * breaks the protocol, is told why and disconnected (RFC 6455, sections 5.5 and 7).
 */
final class WebSocketInput extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final int MAX_PAYLOAD_BYTES = 125;
    private static final int MAX_CLOSE_CODE = 4_999;
    private static final int FRAMES_AT_ONCE = 50;
    private static final long NANOS_PER_FRAME = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINGER_MILLIS = 1_000;
    private static final int FINAL_PONG = 0x8A;
    private static final int FINAL_CLOSE = 0x88;

    private final Runnable leave;
    private long paidUntilNanos;
    private boolean closing;

    private WebSocketInput(Runnable leave) {
        this.leave = leave;
    }

    /** Has a channel read frames. {@code leave} is run once before a close frame goes out, after which nothing may. */
    static void addTo(ChannelPipeline pipeline, Runnable leave) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowExtensions(false)
                .maxFramePayloadLength(MAX_PAYLOAD_BYTES)
                .closeOnProtocolViolation(false)
                .build();
        pipeline.addLast("frames", new WebSocket13FrameDecoder(config));
        pipeline.addLast("text", new Utf8FrameValidator(false));
        pipeline.addLast("input", new WebSocketInput(leave));
    }

    /** Ends a channel that {@link #addTo} was called for: all that was written goes out, then a close frame. */
    static void end(Channel channel) {
        WebSocketInput input = channel.pipeline().get(WebSocketInput.class);
        if (input != null && !input.closing) {
            input.closing = true;
            input.say(channel, WebSocketCloseStatus.NORMAL_CLOSURE.code()).addListener(sent -> linger(channel));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        paidUntilNanos = now(ctx) - FRAMES_AT_ONCE * NANOS_PER_FRAME;
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (closing) {
            if (frame instanceof CloseWebSocketFrame) {
                ctx.close();
            }
        } else if (frame instanceof CloseWebSocketFrame close) {
            answer(ctx, close.statusCode());
        } else if (!affords(ctx)) {
            refuse(ctx, WebSocketCloseStatus.POLICY_VIOLATION);
        } else if (frame instanceof PingWebSocketFrame) {
            ByteBuf payload = frame.content();
            ByteBuf pong = ctx.alloc().buffer();
            pong.writeByte(FINAL_PONG).writeByte(payload.readableBytes()).writeBytes(payload);
            ctx.writeAndFlush(pong, ctx.voidPromise());
        }
    }

    // Each frame costs a while; what a client has saved up is limited.
    private boolean affords(ChannelHandlerContext ctx) {
        long now = now(ctx);
        paidUntilNanos = Math.max(paidUntilNanos, now - FRAMES_AT_ONCE * NANOS_PER_FRAME) + NANOS_PER_FRAME;
        return paidUntilNanos <= now;
    }

    private void answer(ChannelHandlerContext ctx, int code) {
        if (code > MAX_CLOSE_CODE) {
            refuse(ctx, WebSocketCloseStatus.PROTOCOL_ERROR);
            return;
        }
        leave();
        closeLater(ctx.channel());
        say(ctx.channel(), code).addListener(ChannelFutureListener.CLOSE);
    }

    private void refuse(ChannelHandlerContext ctx, WebSocketCloseStatus status) {
        leave();
        closeLater(ctx.channel());
        say(ctx.channel(), status.code()).addListener(sent -> linger(ctx.channel()));
    }

    private void leave() {
        closing = true;
        leave.run();
    }

    private ChannelFuture say(Channel channel, int code) {
        ByteBuf close = code < 0
                ? Unpooled.wrappedBuffer(new byte[] {(byte) FINAL_CLOSE, 0})
                : Unpooled.wrappedBuffer(new byte[] {(byte) FINAL_CLOSE, 2, (byte) (code >> 8), (byte) code});
        return channel.writeAndFlush(close);
    }

    // What the client still sends is read for a while: a reset would take the last bytes from it.
    private static void linger(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
            closeLater(channel);
        } else {
            channel.close();
        }
    }

    private static void closeLater(Channel channel) {
        channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof CorruptedWebSocketFrameException corrupted)) {
            ctx.close();
        } else if (!closing) {
            refuse(ctx, corrupted.closeStatus());
        }
    }
}
