package io.xiu.relay.link;

import io.netty.channel.EventLoop;
import io.xiu.relay.Loop;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Netty's event loops as the {@link Loop}s of a hub, one object for each.
 *
 * <p>Any thread may call. Tasks that come after an event loop was shut down are dropped.
 */
public final class Loops {
    private final ConcurrentHashMap<EventLoop, Loop> loops = new ConcurrentHashMap<>();

    /** Knows no loop yet. */
    public Loops() {}

    /** The loop that stands for an event loop: the same object each time. */
    public Loop of(EventLoop eventLoop) {
        Loop known = loops.get(eventLoop);
        return known != null ? known : loops.computeIfAbsent(eventLoop, NettyLoop::new);
    }

    private static final class NettyLoop implements Loop {
        private static final Timer NEVER = () -> {};

        private final EventLoop eventLoop;

        NettyLoop(EventLoop eventLoop) {
            this.eventLoop = eventLoop;
        }

        @Override
        public void execute(Runnable task) {
            try {
                eventLoop.execute(task);
            } catch (RejectedExecutionException e) {
                drop(e);
            }
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Timer schedule(Runnable task, long delayNanos) {
            try {
                Future<?> scheduled = eventLoop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
                return () -> scheduled.cancel(false);
            } catch (RejectedExecutionException e) {
                drop(e);
                return NEVER;
            }
        }

        private void drop(RejectedExecutionException e) {
            if (!eventLoop.isShuttingDown()) {
                throw e;
            }
        }
    }
}
