package io.xiu.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * All deliveries on one loop: rounds in which every group that has news serves its viewers, and the pauses between them.
 *
 * <p>Confined to the loop, but for {@link #add} and {@link #statistics}.
 */
final class Deliveries {
    /*
     *   news           cost           pause            cost
     *     |. . . . .|=========|. . . . . . . . . . .|==========|. . .
     *      gathering |<------------- interval ------>|
     *
     * A round with many viewers waits as long as a round usually takes, at most 3 ms, for frames that come close together.
     * Nobody waits longer for it than for a frame that comes during a round.
     *
     * Delivery may take 40 % of one core, in equal parts for each loop that delivers: a round adds its cost to a debt, which
     * time pays off at that rate, and the next round comes when no more than 50 ms are left to pay. So the more there is to
     * deliver, the longer the pauses and the more frames share a write, which costs nearly the same however many they are.
     *
     * An interval of 100 ms is long enough for that: rather than exceed it, delivery takes up to 65 % of its loop, and the
     * rest of the debt is forgiven. What is left of the loop is for publishers, new viewers and the JVM, so beyond that the
     * interval grows again. It stays between mergeMin and mergeMax, and delivery takes more than that once it has to.
     *
     * A long round is cut into slices; between two of them the loop polls its connections.
     */
    private static final long QUICK_NANOS = 1_000_000;

    private static final long LONGEST_GATHERING_NANOS = 3_000_000;
    private static final double SHARE = 0.4;
    private static final double LARGEST_SHARE = 0.65;
    private static final long LEFT_TO_PAY_NANOS = 50_000_000;
    private static final long LONG_INTERVAL_NANOS = 100_000_000;
    private static final long SLICE_NANOS = 5_000_000;
    private static final long POLL_FIRST = 1;
    private static final int SMOOTHING = 8;

    private final Loop loop;
    private final IntSupplier loops;
    private final long mergeMinNanos;
    private final long mergeMaxNanos;
    private final Queue<DeliveryGroup> news = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Deque<DeliveryGroup> round = new ArrayDeque<>();
    private final RoundMeter meter = new RoundMeter();
    private long began;
    private long cost;
    private long usualCost;
    private long debt;
    private long debtAt;

    /** @param loops how many loops deliver */
    Deliveries(Loop loop, DeliverySettings settings, IntSupplier loops) {
        this.loop = loop;
        this.loops = loops;
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
            loop.execute(this::gather);
        }
    }

    private void gather() {
        long wait = usualCost < QUICK_NANOS ? 0 : Math.min(usualCost, Math.min(LONGEST_GATHERING_NANOS, mergeMaxNanos));
        if (wait > 0) {
            loop.schedule(this::begin, wait);
        } else {
            begin();
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
        usualCost += (cost - usualCost) / SMOOTHING;
        meter.cost(cost);
        long pause = pause(now);
        if (pause > 0) {
            loop.schedule(this::begin, pause);
        } else {
            rest();
        }
    }

    private long pause(long now) {
        long elapsed = now - began;
        long longest = Math.max(LONG_INTERVAL_NANOS - elapsed, (long) (cost / LARGEST_SHARE) - cost);
        double share = SHARE / loops.getAsInt();
        long toPay = (long) (cost / share) + Math.max(0, debt - (now - debtAt));
        debt = Math.min(toPay, longest + LEFT_TO_PAY_NANOS);
        debtAt = now;
        return Math.min(Math.max(debt - LEFT_TO_PAY_NANOS, mergeMinNanos - elapsed), mergeMaxNanos - elapsed);
    }

    /** What came during the round has waited for its end. */
    private void rest() {
        scheduled.set(false);
        if (!news.isEmpty() && scheduled.compareAndSet(false, true)) {
            loop.execute(this::begin);
        }
    }

    void sent(long bytes) {
        meter.sent(bytes);
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
