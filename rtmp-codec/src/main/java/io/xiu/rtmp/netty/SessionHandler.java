package io.xiu.rtmp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.session.Session;
import io.xiu.rtmp.session.Stage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the handlers of both sides share. All methods are for the channel's event loop. */
abstract class SessionHandler<E> extends ChannelInboundHandlerAdapter {
    /*
     * Output. The session's bytes and the media its owner writes go through the same channel, so they arrive in the
     * order they were written. What one batch of input makes the session say is written when the batch is read, in one
     * buffer; the owner has it written earlier, with flushSession, where media are to follow it. While the channel's
     * output buffer is full, answers wait in the session, which loses patience with a peer that only asks.
     *
     * Closing. Bytes that arrive at a closed socket make the kernel reset the connection, and a reset overtakes what
     * was sent last. So the socket is first closed for output only, and what still comes is thrown away until the peer
     * closes its side, for a second at most. A peer that broke the protocol has that second for everything, any other
     * five until the last bytes are sent. Behind a TLS handler the channel is closed at once, so that it can say
     * its own goodbye.
     */
    private static final long LINGER_MILLIS = 1_000;
    private static final long FLUSH_MILLIS = 5_000;

    private final Session<E> session;
    private final ConnectionListener listener;
    private final Deadlines deadlines;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf input;
    private @Nullable ScheduledFuture<?> deadline;
    private long begin;
    private boolean begun;
    private boolean reading;
    private boolean held;
    private boolean ended;
    private boolean closed;

    SessionHandler(Session<E> session, ConnectionListener listener, Deadlines deadlines) {
        this.session = session;
        this.listener = listener;
        this.deadlines = deadlines;
    }

    abstract void deliver(E event);

    /** What is said before anything was heard, or null. */
    @Nullable
    ByteBuf opening() {
        return null;
    }

    /**
     * The channel.
     *
     * @throws IllegalStateException if the handler isn't in a pipeline yet
     */
    public Channel channel() {
        return context().channel();
    }

    /**
     * Writes and flushes what the session has to say, and goes on reading if the session was waiting for the owner's
     * decision. To be called after commands to the session outside of an event, and before media are written that
     * belong behind them.
     */
    public void flushSession() {
        if (closed || ended) {
            return;
        }
        if (held && !session.isWaiting()) {
            held = false;
            channel().config().setAutoRead(true);
            read();
        }
        if (session.hasOutput()) {
            context().write(session.takeOutput());
        }
        context().flush();
    }

    /** Sends what was written and what the session has to say, reads nothing more, and closes the channel. */
    public void closeAfterFlush() {
        close(FLUSH_MILLIS);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        if (ctx.channel().isActive()) {
            begin(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ended || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        listener.bytesReceived(bytes.readableBytes());
        ByteBuf before = input == null ? Unpooled.EMPTY_BUFFER : input;
        input = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, bytes);
        read();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        answer(ctx);
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        answer(ctx);
        listener.writabilityChanged(ctx.channel().isWritable());
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!ended && !closed) {
            ended = true;
            // a TLS handler's exceptions come inside those of its decoder
            listener.failed(cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause);
        }
        ctx.close();
    }

    private void begin(ChannelHandlerContext ctx) {
        if (begun) {
            return;
        }
        begun = true;
        begin = ctx.executor().ticker().nanoTime();
        ByteBuf opening = opening();
        if (opening != null) {
            ctx.writeAndFlush(opening);
        }
        watch(ctx);
    }

    /** Arms the deadline of the stage the session is in, or lets it fail if that has passed. */
    private void watch(ChannelHandlerContext ctx) {
        Stage stage = session.stage();
        if (ended || closed || stage == Stage.RUNNING) {
            return;
        }
        long allowed = switch (stage) {
            case HANDSHAKE -> deadlines.handshake().toNanos();
            case CONNECT -> deadlines.connect().toNanos();
            default -> deadlines.start().toNanos();
        };
        long left = allowed - (ctx.executor().ticker().nanoTime() - begin);
        if (left <= 0) {
            fail(new RtmpException(RtmpException.Reason.HS_TIMEOUT, "no progress past " + stage + " in time"));
        } else {
            deadline = ctx.executor().schedule(() -> watch(ctx), left, TimeUnit.NANOSECONDS);
        }
    }

    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        try {
            session.tick(context().executor().ticker().nanoTime());
            for (E event; !ended && !closed && input != null && (event = session.read(input)) != null; ) {
                deliver(event);
            }
        } catch (RtmpException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            exceptionCaught(context(), e);
        } finally {
            reading = false;
        }
        if (ended || closed || (input != null && !input.isReadable())) {
            releaseInput();
        }
        if (!ended && !closed && session.isWaiting()) {
            held = true;
            channel().config().setAutoRead(false);
        }
    }

    private void fail(RtmpException cause) {
        listener.failed(cause);
        close(LINGER_MILLIS);
    }

    private void close(long flushMillis) {
        if (closed || ended) {
            return;
        }
        ended = true;
        cancelDeadline();
        releaseInput();
        ChannelHandlerContext ctx = context();
        ByteBuf last = session.takeOutput();
        ctx.channel().config().setAutoRead(true);
        ctx.writeAndFlush(last).addListener(written -> endOutput(ctx));
        closeAfter(ctx, flushMillis);
    }

    private void answer(ChannelHandlerContext ctx) {
        if (!closed && !ended && session.hasOutput() && ctx.channel().isWritable()) {
            ctx.writeAndFlush(session.takeOutput());
        }
    }

    private static void endOutput(ChannelHandlerContext ctx) {
        boolean nothingInFront = ctx.equals(ctx.pipeline().firstContext());
        if (nothingInFront && ctx.channel() instanceof DuplexChannel duplex && duplex.isActive()) {
            duplex.shutdownOutput();
            closeAfter(ctx, LINGER_MILLIS);
        } else {
            ctx.close();
        }
    }

    private static void closeAfter(ChannelHandlerContext ctx, long millis) {
        ctx.executor().schedule(() -> ctx.close(), millis, TimeUnit.MILLISECONDS);
    }

    private void end() {
        if (closed) {
            return;
        }
        closed = true;
        cancelDeadline();
        releaseInput();
        session.release();
        listener.closed();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** While a reader is at it, the bytes are its own until it returns. */
    private void releaseInput() {
        if (input != null && !reading) {
            input.release();
            input = null;
        }
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("the handler isn't in a pipeline");
        }
        return ctx;
    }
}
