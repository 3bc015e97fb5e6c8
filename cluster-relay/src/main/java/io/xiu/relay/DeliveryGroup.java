package io.xiu.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The viewers of one {@link WireLog} that share a loop.
 *
 * <p>Confined to that loop, but for {@link #wake}, {@link #join} and {@code viewersExpected}, which are the writer's.
 */
final class DeliveryGroup {
    /*
     * A pass serves the viewers from the last to the first and can stop in between, for the loop's other work. A viewer
     * that leaves is replaced by the last one, which the pass had served: nobody is left out.
     */
    private static final int VIEWERS_PER_LOOK_AT_THE_CLOCK = 16;

    private static final long CHECK_NANOS = 1_000_000_000L;

    /** A connection that takes bytes again is served at once if it is so far behind, else by the next round. */
    private static final int CATCH_UP_BYTES = 64 * 1024;

    private final WireLog log;
    private final Deliveries deliveries;
    private final AtomicBoolean news = new AtomicBoolean();
    private final List<Viewer> viewers = new ArrayList<>();
    private int unserved;
    private boolean someBehind;
    private boolean checkComes;

    /** Viewers that joined and did not leave, as the writer counts them. */
    int viewersExpected;

    DeliveryGroup(WireLog log, Deliveries deliveries) {
        this.log = log;
        this.deliveries = deliveries;
    }

    WireLog log() {
        return log;
    }

    Loop loop() {
        return deliveries.loop();
    }

    /** Has a pass run soon, unless one is coming anyway. Any thread. */
    void wake() {
        if (news.compareAndSet(false, true)) {
            deliveries.add(this);
        }
    }

    /** Lets a viewer in; the block of {@code start} was retained for it. The writer's thread. */
    void join(Viewer viewer, int asked, @Nullable SyncPoint start, long head) {
        loop().execute(() -> {
            if (!viewer.joins(this, asked)) {
                if (start != null) {
                    start.block().release();
                }
                return;
            }
            viewer.place = viewers.size();
            viewers.add(viewer);
            deliveries.viewerCame();
            viewer.begin(start, head, loop().nanoTime());
            serve(viewer, log.ended(), log.head(), loop().nanoTime());
        });
    }

    /** Takes a viewer out. The caller tells the writer, which counts. */
    void remove(Viewer viewer) {
        Viewer last = viewers.remove(viewers.size() - 1);
        if (last != viewer) {
            viewers.set(viewer.place, last);
            last.place = viewer.place;
        }
        deliveries.viewerLeft();
    }

    /** Serves one viewer whose connection takes bytes again. */
    void resume(Viewer viewer) {
        long head = log.head();
        if (deliveries.isResting() || head - viewer.position() >= CATCH_UP_BYTES) {
            serve(viewer, log.ended(), head, loop().nanoTime());
        }
    }

    /** A pass begins. */
    void beginPass() {
        news.set(false);
        unserved = viewers.size();
        someBehind = false;
    }

    /**
     * Serves the viewers that this pass has not served.
     *
     * @return false if some are left because it is {@code deadlineNanos} or later
     */
    boolean continuePass(long deadlineNanos) {
        long now = loop().nanoTime();
        boolean ended = log.ended();
        long head = log.head();
        unserved = Math.min(unserved, viewers.size());
        while (unserved > 0) {
            serve(viewers.get(--unserved), ended, head, now);
            if (unserved % VIEWERS_PER_LOOK_AT_THE_CLOCK == 0) {
                now = loop().nanoTime();
                if (now - deadlineNanos >= 0) {
                    break;
                }
            }
            unserved = Math.min(unserved, viewers.size());
        }
        if (someBehind) {
            checkLater();
        }
        return unserved == 0;
    }

    private void serve(Viewer viewer, boolean ended, long head, long now) {
        long before = viewer.statistics().bytes();
        try {
            someBehind |= viewer.deliver(log, head, now);
            if (ended) {
                viewer.finish(log, head);
            }
        } catch (RuntimeException | Error defect) {
            viewer.fail(defect);
        }
        deliveries.sent(viewer.statistics().bytes() - before);
    }

    /** Who is behind is looked at again, also if no frame comes. */
    private void checkLater() {
        if (!checkComes) {
            checkComes = true;
            loop().schedule(
                            () -> {
                                checkComes = false;
                                wake();
                            },
                            CHECK_NANOS);
        }
    }
}
