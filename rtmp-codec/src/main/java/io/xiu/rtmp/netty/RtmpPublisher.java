package io.xiu.rtmp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import java.util.concurrent.CompletableFuture;

/**
 * A stream being published, as {@link RtmpClient#publish(RtmpUrl)} gives it.
 *
 * <pre>{@code
 * RtmpPublisher publisher = client.publish(RtmpUrl.parse("rtmp://localhost/live/demo")).join();
 * while (publisher.awaitWritable() && frames.hasNext()) {
 *     Frame frame = frames.next();
 *     publisher.send(MediaKind.VIDEO, frame.timestampMillis(), frame.body());
 * }
 * publisher.close().join();
 * }</pre>
 *
 * <p>Free for use by any thread; messages go out in the order of the calls. Nothing is dropped: who sends faster than
 * the connection takes, without looking at {@link #isWritable} or waiting with {@link #awaitWritable}, fills memory.
 *
 * <p>When the server ends the stream or the connection breaks, {@link #closed} says so, and what is sent fails.
 */
public final class RtmpPublisher {
    private final RtmpClientHandler connection;
    private final Channel channel;
    private final int messageStreamId;
    private final ChunkWriter writer;
    private final CompletableFuture<Void> closed;
    private final Object writability = new Object();

    RtmpPublisher(RtmpClientHandler connection, int messageStreamId, CompletableFuture<Void> closed) {
        this.connection = connection;
        this.channel = connection.channel();
        this.messageStreamId = messageStreamId;
        this.writer = new ChunkWriter(connection.session().outgoingChunkSize());
        this.closed = closed;
    }

    /**
     * Sends one message.
     *
     * @param kind what it is
     * @param timestampMillis 32 bits; it may wrap, and should never go back within a kind
     * @param body an FLV tag body of at most 0xFFFFFF bytes, or AMF0 values for {@link MediaKind#DATA} (metadata begin
     *     with {@code @setDataFrame}); released here in any case
     * @return done when the bytes have been given to the system, failed if the connection is gone
     * @throws IllegalArgumentException if the body is too long
     */
    public ChannelFuture send(MediaKind kind, int timestampMillis, ByteBuf body) {
        ByteBuf out = channel.alloc().buffer(writer.encodedBytes(timestampMillis, body.readableBytes()));
        try {
            writer.write(new MediaMessage(kind, messageStreamId, timestampMillis, body), out);
        } catch (RuntimeException e) {
            out.release();
            throw e;
        }
        return channel.writeAndFlush(out);
    }

    /** Whether less waits to be sent than the channel's water marks allow; false too when the connection is gone. */
    public boolean isWritable() {
        return channel.isWritable();
    }

    /**
     * Waits until the connection takes more.
     *
     * @return false if the connection is gone
     * @throws InterruptedException if the thread is interrupted meanwhile
     * @throws IllegalStateException on the connection's event loop, which must not wait
     */
    public boolean awaitWritable() throws InterruptedException {
        if (channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("an event loop must not wait");
        }
        synchronized (writability) {
            while (channel.isActive() && !channel.isWritable()) {
                writability.wait();
            }
        }
        return channel.isActive();
    }

    /**
     * Ends the stream: unpublishes, sends what was written before, and closes the connection, within six seconds even
     * if the server takes nothing any more.
     *
     * @return what {@link #closed} gives
     */
    public CompletableFuture<Void> close() {
        channel.eventLoop().execute(() -> {
            connection.session().unpublish();
            connection.flushSession();
            connection.closeAfterFlush();
        });
        return closed();
    }

    /**
     * Done when the connection is gone: normally if {@link #close} or the server closed it in order, else with an
     * {@link RtmpRefusedException} if the server ended the stream, an {@link io.xiu.rtmp.RtmpException} if it broke the
     * protocol, or an {@link java.io.IOException}.
     */
    public CompletableFuture<Void> closed() {
        return closed.copy();
    }

    /** Wakes who waits to write. */
    void writabilityChanged() {
        synchronized (writability) {
            writability.notifyAll();
        }
    }
}
