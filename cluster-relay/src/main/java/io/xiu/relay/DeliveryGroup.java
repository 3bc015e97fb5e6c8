package io.xiu.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The viewers of one {@link WireLog} that share a loop: one task serves them all, however many frames wait.
 *
 * <p>Confined to its loop, but for {@link #wake}, {@link #join}, {@link #disband} and {@code viewersExpected}, which are
 * the writer's.
 */
final class DeliveryGroup {
    /*
     * held:  the blocks from the slowest cursor to the newest one known, each with one reference that is this group's.
     *
     * The writer retains every new block for the group, which finds it by walking from its newest block. A joining viewer
     * brings a reference on each block from its sync point on: those older than the group's are added in front, those
     * the group has or will find by itself are given back. While a join is on its way nothing is released: a round could
     * pass the blocks between those the viewer brings and those the group then has.
     *
     * After a round the group pauses, so that frames merge into fewer writes: six times what the round cost while that is
     * short (16 ms, half a frame of video, which nobody sees), later one and a half times. A round that cost next to
     * nothing is not followed by a pause: with few viewers each frame leaves at once.
     */
    private static final long LONGEST_UNPAUSED_NANOS = 200_000;
    private static final double PAUSE_PER_COST = 1.5;
    private static final double SHORT_PAUSE_PER_COST = 6;
    private static final double SHORT_PAUSE_NANOS = 16_000_000;

    private final WireLog log;
    private final Loop loop;
    private final DeliverySettings settings;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger joining = new AtomicInteger();
    private final Deque<Block> held = new ArrayDeque<>();
    private final List<Viewer> viewers = new ArrayList<>();
    private @Nullable Block newest;

    /** Viewers that joined and did not leave, as the writer counts them. */
    int viewersExpected;

    DeliveryGroup(WireLog log, Loop loop, DeliverySettings settings) {
        this.log = log;
        this.loop = loop;
        this.settings = settings;
    }

    Loop loop() {
        return loop;
    }

    /** Has a round run soon, unless one is coming anyway. Any thread. */
    void wake() {
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::deliver);
        }
    }

    /** Holds on to every block until {@link #join} has been carried out. The writer's thread. */
    void joinBegins() {
        joining.incrementAndGet();
    }

    /** Lets a viewer in; the references on {@code blocks} become this group's. The writer's thread. */
    void join(Viewer viewer, int asked, @Nullable SyncPoint start, List<Block> blocks, long head) {
        loop.execute(() -> {
            adopt(blocks);
            joining.decrementAndGet();
            if (!viewer.joins(this, asked)) {
                return;
            }
            viewer.begin(start, head);
            viewers.add(viewer);
            long now = loop.nanoTime();
            viewer.clock(now);
            round(viewer, now);
        });
    }

    private void adopt(List<Block> blocks) {
        Block known = newest;
        if (known == null) {
            held.addAll(blocks);
            newest = blocks.get(blocks.size() - 1);
            return;
        }
        long oldest = held.isEmpty() ? known.sequence + 1 : held.element().sequence;
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            if (block.sequence < oldest) {
                held.addFirst(block);
            } else {
                block.bytes.release();
            }
        }
    }

    /** Takes a viewer out. The caller tells the writer, which counts. */
    void remove(Viewer viewer) {
        viewers.remove(viewer);
    }

    WireLog log() {
        return log;
    }

    /** Serves one viewer whose connection takes bytes again. */
    void resume(Viewer viewer) {
        if (scheduled.get()) {
            return; // a round is coming
        }
        round(viewer, loop.nanoTime());
    }

    private void round(Viewer viewer, long now) {
        boolean ended = log.ended();
        long head = log.head();
        follow(head);
        viewer.deliver(log, head, now, settings);
        if (ended) {
            viewer.finish(log, head);
        }
        releasePassed();
    }

    private void deliver() {
        long start = loop.nanoTime();
        boolean ended = log.ended();
        long head = log.head();
        follow(head);
        for (int i = viewers.size() - 1; i >= 0; i--) {
            viewers.get(i).deliver(log, head, start, settings);
        }
        releasePassed();
        if (ended) {
            for (Viewer viewer : List.copyOf(viewers)) {
                viewer.finish(log, head);
            }
        }
        long pause = pause(loop.nanoTime() - start);
        if (pause > 0) {
            loop.schedule(this::deliver, pause);
            return;
        }
        scheduled.set(false);
        if (log.head() != head || log.ended() != ended) {
            wake();
        }
    }

    private long pause(long cost) {
        long least = settings.mergeMin().toNanos();
        double pauseForCost = Math.max(cost * PAUSE_PER_COST, Math.min(cost * SHORT_PAUSE_PER_COST, SHORT_PAUSE_NANOS));
        long pause = cost <= LONGEST_UNPAUSED_NANOS ? 0 : (long) pauseForCost;
        return Math.min(Math.max(pause, least), settings.mergeMax().toNanos());
    }

    /** Not past the head: a parked viewer may yet start in any block behind it. */
    private void follow(long head) {
        Block block = newest;
        if (block == null) {
            return;
        }
        for (Block next = block.next; next != null && next.start < head; next = block.next) {
            held.add(next);
            block = next;
        }
        newest = block;
    }

    private void releasePassed() {
        Block known = newest;
        if (known == null || joining.get() > 0) {
            return;
        }
        long slowest = known.sequence;
        for (int i = 0; i < viewers.size(); i++) {
            slowest = Math.min(slowest, viewers.get(i).blockSequence());
        }
        while (!held.isEmpty() && held.element().sequence < slowest) {
            held.remove().bytes.release();
        }
    }

    /** Ends a group that nobody is in or will join; {@code last} is the newest block retained for it. The writer's thread. */
    void disband(long last) {
        loop.execute(() -> {
            Block block = newest;
            while (block != null && block.sequence < last) {
                block = block.next;
                if (block != null) {
                    held.add(block);
                }
            }
            newest = null;
            while (!held.isEmpty()) {
                held.remove().bytes.release();
            }
        });
    }
}
