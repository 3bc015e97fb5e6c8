package io.xiu.relay.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * A channel as the place where a viewer's bytes go: the part of {@link io.xiu.relay.ViewerSink} that is about bytes.
 *
 * <p>For the channel's event loop. A write that fails is reported to the channel's pipeline as an exception.
 */
public final class ChannelOutput {
    private final Channel channel;

    /** Makes the output of a channel. */
    public ChannelOutput(Channel channel) {
        this.channel = channel;
    }

    /** Whether the channel is below its high water mark; false once it is closed. */
    public boolean isWritable() {
        return channel.isWritable();
    }

    /** Bytes queued in the channel, as Netty counts them: each write with some overhead. 0 once it is closed. */
    public long pendingBytes() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    /** Queues bytes; takes ownership. */
    public void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    /** Hands what was queued to the operating system. */
    public void flush() {
        channel.flush();
    }
}
