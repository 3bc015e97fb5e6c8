package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a {@link WireLog}: bytes that are written once and read by every group.
 *
 * <p>The buffer's reference count says who may still read it: one for the log while a viewer could start in it, one for
 * each group that has not passed it, and one for each slice in a socket's queue.
 */
final class Block {
    final long sequence;
    /** Position in the log of the buffer's first byte. */
    final long start;

    final ByteBuf bytes;

    /** The block after this one; set before a byte of it is visible. */
    volatile @Nullable Block next;

    Block(long sequence, long start, ByteBuf bytes) {
        this.sequence = sequence;
        this.start = start;
        this.bytes = bytes;
    }
}
