package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;

/** What remains of HTTP once a reply has become a stream: the client has nothing to say any more. */
final class StreamInput extends ChannelInboundHandlerAdapter {
    private int budget;

    StreamInput(int bytes) {
        budget = bytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        budget -= message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (budget < 0) {
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
