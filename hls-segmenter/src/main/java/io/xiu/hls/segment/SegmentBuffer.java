package io.xiu.hls.segment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.xiu.hls.ts.TsOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of the segment being written: blocks of whole TS packets, so that it grows without being copied. Only the
 * last block is copied at the end, to its exact size.
 */
final class SegmentBuffer implements TsOutput {
    private static final int BLOCK_BYTES = 348 * PACKET_BYTES;

    private final ByteBufAllocator allocator;
    private final List<ByteBuf> blocks = new ArrayList<>();
    private long bytesInFullBlocks;
    private int partBlock;
    private int partOffset;

    SegmentBuffer(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public ByteBuf forPacket() {
        ByteBuf last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        if (last != null) {
            if (last.writableBytes() >= PACKET_BYTES) {
                return last;
            }
            bytesInFullBlocks += last.readableBytes();
        }
        ByteBuf block = allocator.buffer(BLOCK_BYTES, BLOCK_BYTES);
        blocks.add(block);
        return block;
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    long bytes() {
        return isEmpty() ? 0 : bytesInFullBlocks + blocks.get(blocks.size() - 1).readableBytes();
    }

    /** The block that holds the first packets. */
    ByteBuf firstBlock() {
        return blocks.get(0);
    }

    /** Gives what was written since the last part, or since the start; the memory stays shared. */
    ByteBuf part() {
        List<ByteBuf> slices = new ArrayList<>();
        for (int i = partBlock; i < blocks.size(); i++) {
            int from = i == partBlock ? partOffset : 0;
            int bytes = blocks.get(i).writerIndex() - from;
            if (bytes > 0) {
                slices.add(blocks.get(i).retainedSlice(from, bytes));
            }
        }
        partBlock = blocks.size() - 1;
        partOffset = blocks.get(partBlock).writerIndex();
        return joined(slices);
    }

    /** Says whether somebody has read what is in here. */
    boolean hasGivenParts() {
        return partOffset > 0;
    }

    /** Gives the bytes, of which there must be some, to the caller and starts over. */
    ByteBuf take() {
        int last = blocks.size() - 1;
        if (blocks.get(last).isWritable()) {
            blocks.set(last, exact(blocks.get(last)));
        }
        ByteBuf taken = joined(blocks);
        startOver();
        return taken;
    }

    void release() {
        blocks.forEach(ByteBuf::release);
        startOver();
    }

    private void startOver() {
        blocks.clear();
        bytesInFullBlocks = 0;
        partBlock = 0;
        partOffset = 0;
    }

    private ByteBuf joined(List<ByteBuf> pieces) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        CompositeByteBuf whole = allocator.compositeBuffer(Math.max(16, pieces.size()));
        return whole.addComponents(true, pieces);
    }

    private ByteBuf exact(ByteBuf block) {
        int size = block.readableBytes();
        ByteBuf copy = allocator.buffer(size, size);
        copy.writeBytes(block);
        block.release();
        return copy;
    }
}
