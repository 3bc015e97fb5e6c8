package io.xiu.benchmarks;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Runs the benchmarks on threads that Netty knows as event loops: its allocator and recycler keep their caches in such
 * a thread without locks, as they do in the server. JMH makes this executor by name.
 */
public final class EventLoopThreads extends DefaultEventExecutorGroup {
    /** Makes the executor; JMH looks for this constructor. */
    public EventLoopThreads(int threads, String prefix) {
        super(threads, new DefaultThreadFactory(prefix));
    }
}
