package io.xiu.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All deliveries on one loop: rounds in which every group that has news serves its viewers, and the pauses between them.
 *
 * <p>Confined to the loop, but for {@link #add} and {@link #statistics}.
 */
final class Deliveries {
    /*
     *      cost            pause            cost
     *   |=========|. . . . . . . . . . .|==========|. . .
     *   |<------------- interval ------>|
     *
     * After a round comes a pause of 1.5 times its cost, so that delivery takes at most about 40 % of the loop: the busier
     * the loop, the more frames share a write, and a write costs nearly the same however many they are. The interval stays
     * between mergeMin and mergeMax. A round that cost next to nothing is not followed by a pause.
     *
     * A long round is cut into slices; between two of them the loop polls its connections.
     */
    private static final double PAUSE_PER_COST = 1.5;

    private static final long SHORTEST_PAUSE_NANOS = 200_000;
    private static final long SLICE_NANOS = 5_000_000;
    private static final long POLL_FIRST = 1;

    private final Loop loop;
    private final long mergeMinNanos;
    private final long mergeMaxNanos;
    private final Queue<DeliveryGroup> news = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Deque<DeliveryGroup> round = new ArrayDeque<>();
    private final RoundMeter meter = new RoundMeter();
    private long began;
    private long cost;

    Deliveries(Loop loop, DeliverySettings settings) {
        this.loop = loop;
        this.mergeMinNanos = settings.mergeMin().toNanos();
        this.mergeMaxNanos = settings.mergeMax().toNanos();
    }

    Loop loop() {
        return loop;
    }

    /** A group has news. Any thread. */
    void add(DeliveryGroup group) {
        news.add(group);
        wake();
    }

    private void wake() {
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::begin);
        }
    }

    /** Whether no round is on its way. */
    boolean isResting() {
        return !scheduled.get();
    }

    private void begin() {
        for (DeliveryGroup group; (group = news.poll()) != null; ) {
            group.beginPass();
            round.add(group);
        }
        if (round.isEmpty()) {
            rest();
            return;
        }
        began = loop.nanoTime();
        cost = 0;
        meter.begins(began);
        proceed();
    }

    private void proceed() {
        long from = loop.nanoTime();
        while (!round.isEmpty()) {
            if (!round.element().continuePass(from + SLICE_NANOS)) {
                cost += loop.nanoTime() - from;
                loop.schedule(this::proceed, POLL_FIRST);
                return;
            }
            round.remove();
        }
        long now = loop.nanoTime();
        cost += now - from;
        meter.cost(cost);
        long pause = pause(now - began);
        if (pause > 0) {
            loop.schedule(this::begin, pause);
        } else {
            rest();
        }
    }

    private long pause(long elapsed) {
        long wanted = (long) (cost * PAUSE_PER_COST);
        if (wanted < SHORTEST_PAUSE_NANOS) {
            wanted = 0;
        }
        return Math.min(Math.max(wanted, mergeMinNanos - elapsed), mergeMaxNanos - elapsed);
    }

    private void rest() {
        scheduled.set(false);
        if (!news.isEmpty()) {
            wake();
        }
    }

    void viewerCame() {
        meter.viewers(1);
    }

    void viewerLeft() {
        meter.viewers(-1);
    }

    /** What the rounds cost so far. Any thread. */
    DeliveryStatistics statistics() {
        return meter.read();
    }
}
