package io.xiu.server.memory;

import java.util.concurrent.atomic.AtomicInteger;

/** A usage that a test sets. */
public final class MadeUpMemory implements MemoryUsage {
    public volatile long heldBytes;
    public volatile long allocatedBytes;
    public final AtomicInteger asked = new AtomicInteger();
    public volatile long limitBytes = 100 << 20;

    /** Makes one of which nothing is used, of 100 MiB. */
    public MadeUpMemory() {}

    /** Sets both what is held and what is allocated. */
    public void use(long bytes) {
        heldBytes = bytes;
        allocatedBytes = bytes;
    }

    @Override
    public long heldBytes() {
        asked.incrementAndGet();
        return heldBytes;
    }

    @Override
    public long allocatedBytes() {
        return allocatedBytes;
    }

    @Override
    public long limitBytes() {
        return limitBytes;
    }
}
