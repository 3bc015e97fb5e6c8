package io.xiu.relay;

import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.atomic.LongAdder;

/** Where the logs of a hub have their blocks from, and how much memory those take. Any thread. */
final class Blocks {
    private final ByteBufAllocator allocator;
    private final LongAdder heldBytes = new LongAdder();

    Blocks(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** An empty block; the caller holds the first reference. */
    Block make(long start, int capacity) {
        return new Block(start, allocator.directBuffer(capacity, capacity), heldBytes);
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    /** Bytes of all blocks that somebody still refers to. */
    long heldBytes() {
        return heldBytes.sum();
    }
}
