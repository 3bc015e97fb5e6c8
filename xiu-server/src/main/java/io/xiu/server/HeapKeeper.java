package io.xiu.server;

import io.xiu.relay.DeliveryStatistics;
import io.xiu.relay.Hub;

/**
 * Keeps the heap small while nobody watches: garbage is collected before it has spread over a heap as large as the JVM
 * thought fit. That stops every thread for some 30 ms, which is nobody's loss then; once there are viewers the JVM decides
 * alone, and delivery makes next to no garbage.
 */
final class HeapKeeper implements Runnable {
    static final int INTERVAL_SECONDS = 2;

    private static final long GROWTH_BYTES = 16 << 20;

    private final Hub hub;
    private long usedAfterCollection;

    HeapKeeper(Hub hub) {
        this.hub = hub;
    }

    /** Collects, if nobody watches and it is worth it. */
    @Override
    public void run() {
        boolean watched =
                hub.delivery().stream().mapToInt(DeliveryStatistics::viewers).sum() > 0;
        usedAfterCollection = Math.min(usedAfterCollection, used());
        if (!watched && used() - usedAfterCollection > GROWTH_BYTES) {
            System.gc();
            usedAfterCollection = used();
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
