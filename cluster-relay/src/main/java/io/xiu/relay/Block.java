package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a {@link WireLog}: bytes that are written once, by the writer, and read by every cursor.
 *
 * <p>References may be taken and given back on any thread. A block refers to the one after it, so that whoever holds a
 * block can walk on to the head of the log, and a block is given back when the last cursor before its end has passed.
 */
final class Block {
    private static final AtomicIntegerFieldUpdater<Block> REFERENCES =
            AtomicIntegerFieldUpdater.newUpdater(Block.class, "references");

    /** Position in the log of the buffer's first byte. */
    final long start;

    final ByteBuf bytes;

    private final LongAdder heldBytes;
    private volatile @Nullable Block next;
    private volatile int references = 1;

    /** Takes ownership of an empty buffer; the maker holds the first reference. Its capacity counts as held meanwhile. */
    Block(long start, ByteBuf bytes, LongAdder heldBytes) {
        this.start = start;
        this.bytes = bytes;
        this.heldBytes = heldBytes;
        heldBytes.add(bytes.capacity());
    }

    /** The block after this one; set before a byte of it is visible. */
    @Nullable
    Block next() {
        return next;
    }

    /** Sets the block after this one, which gets a reference more. The writer's thread, once. */
    void followedBy(Block block) {
        block.retain();
        next = block;
    }

    /** Takes a reference; the caller, or somebody on its behalf, holds one already. */
    Block retain() {
        REFERENCES.incrementAndGet(this);
        return this;
    }

    /** Takes a reference if the block is still there. */
    boolean tryRetain() {
        for (int count = references; count > 0; count = references) {
            if (REFERENCES.compareAndSet(this, count, count + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Gives a reference back; with the last one the bytes go, and so does the reference on the next block. */
    void release() {
        Block block = this;
        while (block != null && REFERENCES.decrementAndGet(block) == 0) {
            Block after = block.next;
            block.heldBytes.add(-block.bytes.capacity());
            block.bytes.release();
            block = after;
        }
    }
}
