package io.xiu.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.LongAdder;

/** Counts the connections of a listening socket. The counts are for any thread. */
final class ConnectionCount extends ChannelInboundHandlerAdapter {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder closed = new LongAdder();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Channel connection) {
            accepted.increment();
            connection.closeFuture().addListener(future -> closed.increment());
        }
        ctx.fireChannelRead(message);
    }

    long accepted() {
        return accepted.sum();
    }

    long open() {
        return accepted.sum() - closed.sum();
    }
}
