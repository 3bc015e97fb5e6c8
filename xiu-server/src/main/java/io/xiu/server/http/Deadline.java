package io.xiu.server.http;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** At most one thing a connection is waited for, with the time by which it must have happened. */
final class Deadline {
    /** What is waited for. */
    enum Awaited {
        NOTHING,
        REQUEST,
        NEXT_REQUEST,
        ANSWER_AFTER_CLOSE,
        REPLY_SENT
    }

    private final EventExecutor executor;
    private final Runnable missed;
    private Awaited awaited = Awaited.NOTHING;
    private @Nullable Future<?> timer;

    Deadline(EventExecutor executor, Runnable missed) {
        this.executor = executor;
        this.missed = missed;
    }

    Awaited awaited() {
        return awaited;
    }

    /** Begins to wait; goes on waiting if it did for the same thing. */
    void await(Awaited what, Duration limit) {
        if (awaited != what) {
            clear();
            awaited = what;
            timer = executor.schedule(missed, limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** It happened. */
    void clear() {
        awaited = Awaited.NOTHING;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
