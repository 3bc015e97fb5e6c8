package io.xiu.server;

import io.xiu.relay.Hub;

/**
 * Keeps the heap small: garbage, most of it from connections that come and from publishers, is collected before it has
 * spread over a heap as large as the JVM thought fit. That stops every thread for some 30 ms. It is done only while that is
 * nobody's loss: when nobody watches, or when so many do that they wait longer for each round of delivery anyway.
 */
final class HeapKeeper implements Runnable {
    static final int INTERVAL_SECONDS = 2;

    private static final long GROWTH_BYTES = 16 << 20;
    private static final long UNNOTICED_NANOS = 50_000_000;

    private final Hub hub;
    private long usedAfterCollection;

    HeapKeeper(Hub hub) {
        this.hub = hub;
    }

    /** Collects, if it is worth it and nobody's loss. */
    @Override
    public void run() {
        boolean unnoticed =
                hub.delivery().stream().allMatch(loop -> loop.viewers() == 0 || loop.intervalNanos() > UNNOTICED_NANOS);
        usedAfterCollection = Math.min(usedAfterCollection, used());
        if (unnoticed && used() - usedAfterCollection > GROWTH_BYTES) {
            System.gc();
            usedAfterCollection = used();
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
