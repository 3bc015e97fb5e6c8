package io.xiu.server.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a listener alive when accepting fails, as it does while the process has no file descriptor left: it pauses
 * for a second, so that failing doesn't fill a core, and goes on. A run of failures is one line in the log.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptPause.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String name;
    private long lastFailure = System.nanoTime() - RUN_NANOS;

    AcceptPause(String name) {
        this.name = name;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        long now = System.nanoTime();
        if (now - lastFailure >= RUN_NANOS) {
            LOG.warn("{} can't accept connections, tries again every second: {}", name, cause.getMessage());
        }
        lastFailure = now;
        ctx.channel().config().setAutoRead(false);
        ctx.channel()
                .eventLoop()
                .schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
