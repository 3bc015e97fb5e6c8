package io.xiu.server.testing;

import io.xiu.relay.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** A loop that a test turns by hand, with a clock that stands still until it is moved. */
public final class HandLoop implements Loop {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timed> timers =
            new PriorityQueue<>(Comparator.<Timed>comparingLong(t -> t.at).thenComparingLong(t -> t.order));
    private long now = Duration.ofHours(1).toNanos();
    private long order;

    private static final class Timed implements Timer {
        private final Runnable task;
        private final long at;
        private final long order;
        private boolean cancelled;

        Timed(Runnable task, long at, long order) {
            this.task = task;
            this.at = at;
            this.order = order;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Timer schedule(Runnable task, long delayNanos) {
        Timed timed = new Timed(task, now + delayNanos, order++);
        timers.add(timed);
        return timed;
    }

    /** Its time, in milliseconds. */
    public long millis() {
        return now / 1_000_000;
    }

    /** Runs everything that is due now. */
    public void settle() {
        while (!tasks.isEmpty() || (!timers.isEmpty() && timers.element().at <= now)) {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
            if (!timers.isEmpty() && timers.element().at <= now) {
                Timed due = timers.remove();
                if (!due.cancelled) {
                    due.task.run();
                }
            }
        }
    }

    /** Moves the clock and runs everything that is due on the way, in order. */
    public void advance(Duration time) {
        long end = now + time.toNanos();
        settle();
        while (!timers.isEmpty() && timers.element().at <= end) {
            now = Math.max(now, timers.element().at);
            settle();
        }
        now = end;
        settle();
    }
}
