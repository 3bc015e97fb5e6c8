package io.xiu.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** A loop that a test turns by hand, with a clock that stands still until it is moved. Several share one clock. */
final class TestLoop implements Loop {
    private final Clock clock;
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    static final class Clock {
        private final PriorityQueue<Timed> timers =
                new PriorityQueue<>(Comparator.<Timed>comparingLong(t -> t.at).thenComparingLong(t -> t.order));
        private final Deque<TestLoop> loops = new ArrayDeque<>();
        private long now = 1_000_000_000L;
        private long order;

        TestLoop loop() {
            TestLoop loop = new TestLoop(this);
            loops.add(loop);
            return loop;
        }

        /** Runs everything that is due now, on all loops, until nothing is. */
        void settle() {
            boolean ran = true;
            while (ran) {
                ran = false;
                while (!timers.isEmpty() && timers.element().at <= now) {
                    Timed due = timers.remove();
                    due.loop.tasks.add(due);
                    ran = true;
                }
                for (TestLoop loop : loops) {
                    Runnable task = loop.tasks.poll();
                    if (task != null) {
                        task.run();
                        ran = true;
                    }
                }
            }
        }

        /** A task takes time. */
        void spend(Duration time) {
            now += time.toNanos();
        }

        void advance(Duration time) {
            long end = now + time.toNanos();
            settle();
            while (!timers.isEmpty() && timers.element().at <= end) {
                now = Math.max(now, timers.element().at);
                settle();
            }
            now = Math.max(now, end);
            settle();
        }
    }

    private static final class Timed implements Runnable, Loop.Timer {
        private final TestLoop loop;
        private final Runnable task;
        private final long at;
        private final long order;
        private boolean cancelled;

        Timed(TestLoop loop, Runnable task, long at, long order) {
            this.loop = loop;
            this.task = task;
            this.at = at;
            this.order = order;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private TestLoop(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long nanoTime() {
        return clock.now;
    }

    @Override
    public Timer schedule(Runnable task, long delayNanos) {
        Timed timed = new Timed(this, task, clock.now + delayNanos, clock.order++);
        clock.timers.add(timed);
        return timed;
    }
}
