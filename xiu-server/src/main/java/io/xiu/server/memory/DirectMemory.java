package io.xiu.server.memory;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;
import java.util.function.LongSupplier;

/** The usage of this process, as Netty counts it. */
public final class DirectMemory implements MemoryUsage {
    private final LongSupplier held;

    /** Makes a usage of which the server says itself how much media it holds. */
    public DirectMemory(LongSupplier held) {
        this.held = held;
    }

    @Override
    public long heldBytes() {
        return held.getAsLong();
    }

    /** Netty's own count; where it keeps none, the default allocator's. */
    @Override
    public long allocatedBytes() {
        long counted = PlatformDependent.usedDirectMemory();
        if (counted >= 0) {
            return counted;
        }
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
                ? provider.metric().usedDirectMemory()
                : 0;
    }

    @Override
    public long limitBytes() {
        return PlatformDependent.maxDirectMemory();
    }
}
