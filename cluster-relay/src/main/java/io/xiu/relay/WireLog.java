package io.xiu.relay;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a live stream as the bytes of one wire format, each encoded once.
 *
 * <p>Written by the live stream's writer alone. Groups on other threads read {@link #head} and follow the blocks; what
 * they may hold is counted as {@link Block} says, and they join and leave by tasks on the writer.
 */
final class WireLog {
    /*
     *     block 7             block 8             block 9 (current)
     *   +-------------------+-------------------+-----------+- - - -+
     *   |    S              |        S          |       S   |       |     S: sync point
     *   +----^--------------+-------------------+-----------+- - - -+
     *     first sync point the GOP cache has                head
     *
     * A frame never straddles two blocks. The log holds a reference on every block from the first sync point that a joining
     * viewer may start at. A new block is retained once for each group before the head moves into it.
     */
    private static final int BLOCK_BYTES = 256 * 1024;

    private final WireFormat format;
    private final FrameEncoder encoder;
    private final ByteBufAllocator allocator;
    private final int syncPointsKept;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final Deque<SyncPoint> syncPoints = new ArrayDeque<>();
    private final List<DeliveryGroup> groups = new ArrayList<>();
    private Block current;
    private long written;

    private volatile @Nullable SyncPoint newestSyncPoint;
    private volatile long head;
    private volatile boolean ended;

    WireLog(WireFormat format, ByteBufAllocator allocator, int syncPointsKept) {
        this.format = format;
        this.encoder = format.encoder();
        this.allocator = allocator;
        this.syncPointsKept = syncPointsKept;
        this.current = new Block(0, 0, allocator.directBuffer(BLOCK_BYTES, BLOCK_BYTES));
        blocks.add(current);
    }

    /** Tells the encoder what is in force before the first frame. */
    void begin(Headers headers) {
        headers.frames().forEach(encoder::header);
    }

    /** Whether the stream has nothing, as far as it has been seen, that this format can carry. */
    boolean carriesNothing() {
        return encoder.carriesNothing();
    }

    /** Appends a frame; its body is only borrowed. Groups see it when {@link #wake} is called. */
    void append(MediaFrame frame, Headers headers) {
        int room = encoder.encodedBytes(frame);
        if (room == 0) {
            return;
        }
        if (room > current.bytes.writableBytes()) {
            startBlock(room);
        }
        if (encoder.startsViewers(frame)) {
            syncPoint(new SyncPoint(current, written, frame.timestampMillis(), headers));
        }
        int before = current.bytes.writerIndex();
        encoder.encode(frame, frame.timestampMillis(), current.bytes);
        written += current.bytes.writerIndex() - before;
        head = written;
    }

    private void startBlock(int room) {
        int capacity = Math.max(BLOCK_BYTES, room);
        Block block = new Block(current.sequence + 1, written, allocator.directBuffer(capacity, capacity));
        for (int i = 0; i < groups.size(); i++) {
            block.bytes.retain();
        }
        blocks.add(block);
        current.next = block;
        current = block;
    }

    private void syncPoint(SyncPoint point) {
        newestSyncPoint = point;
        if (syncPointsKept > 0) {
            syncPoints.add(point);
            while (syncPoints.size() > syncPointsKept) {
                syncPoints.remove();
            }
        }
        releaseBlocksBefore(syncPointsKept > 0 ? syncPoints.element().block() : current);
    }

    private void releaseBlocksBefore(Block first) {
        while (blocks.element() != first) {
            blocks.remove().bytes.release();
        }
    }

    /** No viewer starts in what is here now: joiners wait for the next sync point. */
    void forgetSyncPoints() {
        syncPoints.clear();
        releaseBlocksBefore(current);
    }

    /** Has every group deliver what was appended. */
    void wake() {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).wake();
        }
    }

    /**
     * Adds a viewer to the group of its loop, to start at the oldest sync point kept or, without one or if it does not want
     * that, at the next.
     */
    void join(Viewer viewer, int asked, boolean fromSyncPoint, DeliverySettings settings) {
        DeliveryGroup group = groupOf(viewer.loop(), settings);
        group.viewersExpected++;
        group.joinBegins();
        SyncPoint start = fromSyncPoint ? syncPoints.peek() : null;
        List<Block> held = new ArrayList<>();
        for (Block block : blocks) {
            if (start == null ? block == current : block.sequence >= start.block().sequence) {
                block.bytes.retain();
                held.add(block);
            }
        }
        group.join(viewer, asked, start, held, written);
    }

    private DeliveryGroup groupOf(Loop loop, DeliverySettings settings) {
        for (DeliveryGroup group : groups) {
            if (group.loop().equals(loop)) {
                return group;
            }
        }
        DeliveryGroup group = new DeliveryGroup(this, loop, settings);
        groups.add(group);
        return group;
    }

    /** A viewer has left its group; the last one takes the group with it. */
    void leave(DeliveryGroup group) {
        if (--group.viewersExpected == 0) {
            groups.remove(group);
            group.disband(current.sequence);
        }
    }

    /** Whether nobody reads this log. */
    boolean deserted() {
        return groups.isEmpty();
    }

    /** No frame comes after this. Every viewer gets what there is and is told. */
    void end() {
        ended = true;
        wake();
    }

    /** Gives up the log's own references. */
    void close() {
        for (Block block : blocks) {
            block.bytes.release();
        }
        blocks.clear();
    }

    WireFormat format() {
        return format;
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    long head() {
        return head;
    }

    @Nullable
    SyncPoint newestSyncPoint() {
        return newestSyncPoint;
    }

    boolean ended() {
        return ended;
    }
}
