package io.xiu.server;

import io.xiu.relay.DeliveryStatistics;
import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps the heap small: garbage, most of it from connections that come and from publishers, is collected before it has
 * spread over a heap as large as the JVM thought fit. That stops every thread for 20 to 70 ms. It is done only while that is
 * nobody's loss: when nobody watches, or when so many do that they wait about as long for each round of delivery.
 */
final class HeapKeeper implements Runnable {
    static final int INTERVAL_SECONDS = 1;
    static final long GROWTH_BYTES = 16 << 20;
    static final long UNNOTICED_NANOS = 20_000_000;

    private final Supplier<? extends Collection<DeliveryStatistics>> loops;
    private final LongSupplier usedBytes;
    private final Runnable collection;
    private long usedAfterCollection;

    /** Keeps the heap of this JVM. */
    HeapKeeper(Supplier<? extends Collection<DeliveryStatistics>> loops) {
        this(loops, HeapKeeper::usedBytes, System::gc);
    }

    HeapKeeper(Supplier<? extends Collection<DeliveryStatistics>> loops, LongSupplier usedBytes, Runnable collection) {
        this.loops = loops;
        this.usedBytes = usedBytes;
        this.collection = collection;
    }

    /** Collects, if it is worth it and nobody's loss. */
    @Override
    public void run() {
        long used = usedBytes.getAsLong();
        usedAfterCollection = Math.min(usedAfterCollection, used);
        if (used - usedAfterCollection > GROWTH_BYTES && loops.get().stream().allMatch(HeapKeeper::wouldNotNotice)) {
            collection.run();
            usedAfterCollection = usedBytes.getAsLong();
        }
    }

    private static boolean wouldNotNotice(DeliveryStatistics loop) {
        return loop.viewers() == 0 || loop.intervalNanos() > UNNOTICED_NANOS;
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
