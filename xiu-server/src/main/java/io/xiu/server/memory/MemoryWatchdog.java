package io.xiu.server.memory;

import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Viewer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the process from running out of direct memory: lets nobody in and closes who lags most before there is none left.
 *
 * <p>{@link #check} is to be called in regular intervals, by one thread at a time; everything else by any thread.
 */
public final class MemoryWatchdog {
    /*
     *   0 ------------------------- threshold ----- last resort ----- limit
     *        everybody comes in      no new viewers;  no new publishers either;
     *                                who lags goes    when nobody lags any more, the stream that holds most ends
     *
     * The allocator keeps most of what is given back to it, so its figure hardly ever falls; what live media takes does.
     * What is idle in the allocator counts half: some of it will be of use, some is in pieces of the wrong size.
     *
     * Blocks are shared: one is free when the slowest viewer has passed it. So all who lag at least half as much as the
     * slowest go at once, and at the next check half of that counts. Who lags less than a block keeps nothing that would
     * not be kept anyway.
     */
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatchdog.class);
    private static final long LEAST_LAG_BYTES = 256 * 1024;
    private static final int PERCENT = 100;
    private static final int RELIEF_DIVISOR = 50;
    private static final int PATIENT_CHECKS = 5;
    private static final long MEBIBYTE = 1 << 20;

    private final MemoryUsage usage;
    private final Hub hub;
    private final int percent;
    private final LongAdder shedViewers = new LongAdder();
    private final LongAdder refusedViewers = new LongAdder();
    private final LongAdder refusedPublishers = new LongAdder();
    private final LongAdder endedStreams = new LongAdder();
    private volatile boolean tight;
    private volatile boolean desperate;

    /** The viewers shed by the last check, which may take a moment to go. */
    private Set<Viewer> going = Set.of();

    private int checksInVain;

    private record Lagging(Viewer viewer, long bytes) {}

    /**
     * Makes a watchdog that has not looked yet.
     *
     * @param percent of the limit from which it acts
     */
    public MemoryWatchdog(MemoryUsage usage, int percent, Hub hub) {
        this.usage = usage;
        this.percent = percent;
        this.hub = hub;
    }

    /** Whether another viewer may come; each who may not is counted. */
    public boolean admitsViewer() {
        if (tight) {
            refusedViewers.increment();
        }
        return !tight;
    }

    /** Whether another publisher may come; each who may not is counted. */
    public boolean admitsPublisher() {
        if (desperate) {
            refusedPublishers.increment();
        }
        return !desperate;
    }

    /** Looks how much is left, and acts. A defect is logged, and the next check is made all the same. */
    public void check() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("the memory was not looked after", e);
        }
    }

    private void look() {
        long limit = usage.limitBytes();
        long threshold = limit / PERCENT * percent;
        long lastResort = threshold + (limit - threshold) / 2;
        long held = usage.heldBytes();
        long used = Math.max(held, (held + usage.allocatedBytes()) / 2);
        boolean over = used >= threshold;
        if (over && !tight) {
            LOG.warn("{} of {} MiB of direct memory are in use: no new viewers", used / MEBIBYTE, limit / MEBIBYTE);
            tight = true;
        } else if (tight && used < threshold - limit / RELIEF_DIVISOR) {
            LOG.info("{} of {} MiB of direct memory are in use: viewers may come", used / MEBIBYTE, limit / MEBIBYTE);
            tight = false;
        }
        desperate = over && used >= lastResort;
        if (!over || shedSlowest()) {
            checksInVain = 0;
        } else if (desperate && ++checksInVain >= PATIENT_CHECKS) {
            checksInVain = 0;
            endLargest();
        }
    }

    /** Closes those who lag most; false if nobody lags. */
    private boolean shedSlowest() {
        List<Lagging> lagging = hub.streams().stream()
                .flatMap(stream -> stream.viewers().stream())
                .map(viewer -> new Lagging(viewer, viewer.statistics().lagBytes()))
                .filter(one -> one.bytes() >= LEAST_LAG_BYTES)
                .sorted(Comparator.comparingLong(Lagging::bytes).reversed())
                .toList();
        if (lagging.isEmpty()) {
            going = Set.of();
            return false;
        }
        long most = lagging.get(0).bytes();
        Set<Viewer> next = new HashSet<>();
        int shed = 0;
        for (Lagging one : lagging) {
            if (one.bytes() >= most / 2 && next.add(one.viewer()) && !going.contains(one.viewer())) {
                one.viewer().shed();
                shed++;
            }
        }
        going = next;
        if (shed > 0) {
            shedViewers.add(shed);
            LOG.warn("direct memory is short: closed {} viewers, the slowest {} bytes behind", shed, most);
        }
        return true;
    }

    private void endLargest() {
        hub.streams().stream()
                .max(Comparator.comparingLong(LiveStream::gopBytes))
                .ifPresent(stream -> {
                    LOG.warn("direct memory is short though no viewer lags: ended {}", stream.key());
                    endedStreams.increment();
                    stream.endNow();
                });
    }

    /** What it goes by. */
    public MemoryUsage usage() {
        return usage;
    }

    /** Viewers closed because they lagged when memory was short. */
    public long shedViewers() {
        return shedViewers.sum();
    }

    /** Viewers that were not let in. */
    public long refusedViewers() {
        return refusedViewers.sum();
    }

    /** Publishers that were not let in. */
    public long refusedPublishers() {
        return refusedPublishers.sum();
    }

    /** Streams ended because memory was short and nobody lagged. */
    public long endedStreams() {
        return endedStreams.sum();
    }
}
