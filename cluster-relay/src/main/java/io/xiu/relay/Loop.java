package io.xiu.relay;

import java.util.concurrent.Executor;

/**
 * A thread that runs tasks one after another, and the clock it goes by.
 *
 * <p>Two loops are equal only if they are the same thread, so one object must stand for one thread.
 */
public interface Loop extends Executor {
    /** Monotonic time in nanoseconds; only differences mean something. */
    long nanoTime();

    /** Runs a task on this loop after {@code delayNanos}, unless it is cancelled before. */
    Timer schedule(Runnable task, long delayNanos);

    /** A task that waits for its time. */
    interface Timer {
        /** Takes the task back; without effect once it has run. */
        void cancel();
    }
}
