package io.xiu.relay.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IovArray;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A channel as the place where a viewer's bytes go: the part of {@link io.xiu.relay.ViewerSink} that is about bytes.
 *
 * <p>For the channel's event loop. A write that fails is reported to the channel's pipeline as an exception.
 */
public final class ChannelOutput {
    /*
     * While nothing waits in the channel, bytes go from the log's block to the socket with one system call and nothing
     * else: no buffer object, no queue entry, no promise. What the socket doesn't take goes to the channel's queue, which
     * sends it as soon as the socket can, and only then the straight way is open again. What lies in two blocks goes with
     * one call, too; the loop's thread keeps the two addresses that such a call is given.
     *
     * What waits may be somebody else's, such as the answer to a command on a transport whose writes end later. An empty
     * write behind it tells when it is gone.
     */
    private static final FastThreadLocal<IovArray> SPANS = new FastThreadLocal<>() {
        @Override
        protected IovArray initialValue() {
            return new IovArray(2);
        }

        @Override
        protected void onRemoval(IovArray spans) {
            spans.release();
        }
    };

    private final Channel channel;
    private final Runnable drained;
    private final @Nullable Socket socket;
    private final ChannelFutureListener whenTaken = this::taken;
    private boolean sending;
    private int expected;

    private ChannelOutput(Channel channel, Runnable drained, @Nullable Socket socket) {
        this.channel = channel;
        this.drained = drained;
        this.socket = socket;
    }

    /**
     * The output of a channel whose handlers leave bytes as they are: past them, straight to the socket where the transport
     * allows it.
     *
     * @param drained called when bytes have waited and none do any more
     */
    public static ChannelOutput straight(Channel channel, Runnable drained) {
        boolean open = channel instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket;
        return new ChannelOutput(channel, drained, open ? (Socket) ((EpollSocketChannel) channel).fd() : null);
    }

    /** The output of a channel whose handlers must see what is sent, such as one with TLS. */
    public static ChannelOutput throughPipeline(Channel channel, Runnable drained) {
        return new ChannelOutput(channel, drained, null);
    }

    /** Whether the channel is open and nothing waits in it. */
    public boolean isWritable() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        if (queue == null || queue.totalPendingWriteBytes() == 0) {
            return queue != null;
        }
        if (expected == 0) {
            queue(Unpooled.EMPTY_BUFFER);
        }
        return false;
    }

    /** Bytes that wait in the channel, as Netty counts them: each write with some overhead. 0 once it is closed. */
    public long pendingBytes() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    /**
     * Sends bytes of a borrowed buffer, in order with everything that was written to the channel.
     *
     * @return whether nothing waits
     */
    public boolean send(ByteBuf bytes, int index, int length) {
        int sent = 0;
        if (socket != null && bytes.hasMemoryAddress() && isWritable()) {
            try {
                sent = socket.sendAddress(bytes.memoryAddress(), index, index + length);
            } catch (IOException e) {
                channel.pipeline().fireExceptionCaught(e);
                return false;
            }
            if (sent == length) {
                return true;
            }
        }
        queue(bytes.retainedSlice(index + sent, length - sent));
        return isWritable();
    }

    /**
     * Sends bytes of two borrowed buffers, of the second from its beginning, in order with everything that was written to
     * the channel.
     *
     * @return whether nothing waits
     */
    public boolean send(ByteBuf first, int index, int length, ByteBuf second, int secondLength) {
        if (socket == null || !first.hasMemoryAddress() || !second.hasMemoryAddress() || !isWritable()) {
            send(first, index, length);
            return send(second, 0, secondLength);
        }
        long sent;
        try {
            sent = gather(socket, first, index, length, second, secondLength);
        } catch (IOException e) {
            channel.pipeline().fireExceptionCaught(e);
            return false;
        }
        if (sent == (long) length + secondLength) {
            return true;
        }
        int sentOfFirst = (int) Math.min(sent, length);
        if (sentOfFirst < length) {
            queue(first.retainedSlice(index + sentOfFirst, length - sentOfFirst));
        }
        int sentOfSecond = (int) (sent - sentOfFirst);
        queue(second.retainedSlice(sentOfSecond, secondLength - sentOfSecond));
        return isWritable();
    }

    private static long gather(Socket socket, ByteBuf first, int index, int length, ByteBuf second, int secondLength)
            throws IOException {
        IovArray spans = SPANS.get();
        spans.clear();
        spans.add(first, index, length);
        spans.add(second, 0, secondLength);
        return socket.writevAddresses(spans.memoryAddress(0), spans.count());
    }

    private void queue(ByteBuf bytes) {
        expected++;
        sending = true;
        channel.writeAndFlush(bytes).addListener(whenTaken);
        sending = false;
    }

    /** The queue tells of its last entry before it has counted it out, so what comes next waits for that. */
    private void taken(ChannelFuture future) {
        expected--;
        if (!sending && expected == 0) {
            channel.eventLoop().execute(this::tellIfDrained);
        }
    }

    private void tellIfDrained() {
        if (isWritable()) {
            drained.run();
        }
    }
}
