package io.xiu.benchmarks;

import io.xiu.relay.Loop;
import java.util.ArrayDeque;
import java.util.Deque;

/** A loop whose tasks run when it is told, with a clock that is set by hand; what is scheduled for later never runs. */
final class TurnedLoop implements Loop {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private long nanoTime;

    /** Runs what there is to do. */
    void turn() {
        for (Runnable task; (task = tasks.poll()) != null; ) {
            task.run();
        }
    }

    void advance(long nanos) {
        nanoTime += nanos;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long nanoTime() {
        return nanoTime;
    }

    @Override
    public Timer schedule(Runnable task, long delayNanos) {
        return () -> {};
    }
}
