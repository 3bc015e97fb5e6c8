package io.xiu.relay;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a live stream as the bytes of one wire format, each encoded once.
 *
 * <p>Written by the live stream's writer alone. Cursors on other threads read {@link #head} and follow the blocks.
 */
final class WireLog {
    /*
     *     block 7             block 8             block 9 (current)
     *   +-------------------+-------------------+-----------+- - - -+
     *   |    S              |        S          |       S   |       |     S: sync point
     *   +----^--------------+-------------------+-----------+- - - -+
     *     first sync point the GOP cache has                head
     *
     * A frame never straddles two blocks. The log holds a reference on the current block and one for each sync point it
     * keeps: those that a joining viewer may start at, and always the newest, for viewers that wait or jump. Each block
     * holds one on the next. So a stream without key frames would be kept whole, but for syncPointBytes: farther behind
     * the head no sync point is kept.
     */
    private static final int BLOCK_BYTES = 256 * 1024;

    private final WireFormat format;
    private final FrameEncoder encoder;
    private final Blocks blocks;
    private final int syncPointsForJoiners;
    private final long syncPointBytes;
    private final Deque<SyncPoint> syncPoints = new ArrayDeque<>();
    private final List<DeliveryGroup> groups = new ArrayList<>();
    private Block current;
    private long written;

    private volatile @Nullable SyncPoint newestSyncPoint;
    private volatile long head;
    private volatile boolean ended;

    WireLog(WireFormat format, Blocks blocks, RelaySettings settings) {
        this.format = format;
        this.encoder = format.encoder();
        this.blocks = blocks;
        this.syncPointsForJoiners = settings.gopNumber();
        this.syncPointBytes = settings.gopBytes();
        this.current = blocks.make(0, BLOCK_BYTES);
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
        makeRoom(room);
        boolean starts = encoder.startsViewers(frame);
        int before = cut();
        encoder.encode(frame, frame.timestampMillis(), current.bytes);
        if (starts) {
            keep(new SyncPoint(current, written, frame.timestampMillis(), headers));
        }
        publish(before);
    }

    /** Answers where the current block ends; what an encoder that failed may have left behind there is given up. */
    private int cut() {
        int end = (int) (written - current.start);
        current.bytes.writerIndex(end);
        return end;
    }

    /** Makes everything readable that was written since the current block ended there. */
    private void publish(int before) {
        written += current.bytes.writerIndex() - before;
        head = written;
    }

    private void makeRoom(int room) {
        if (room > current.bytes.writableBytes()) {
            startBlock(room);
        }
    }

    private void startBlock(int room) {
        int capacity = Math.max(BLOCK_BYTES, room);
        Block full = current;
        current = blocks.make(written, capacity);
        full.followedBy(current);
        full.release();
        while (!syncPoints.isEmpty() && written - syncPoints.element().position() > syncPointBytes) {
            forget();
        }
    }

    private void keep(SyncPoint point) {
        point.block().retain();
        newestSyncPoint = point;
        syncPoints.add(point);
        while (syncPoints.size() > Math.max(1, syncPointsForJoiners)) {
            forget();
        }
    }

    private void forget() {
        syncPoints.remove().block().release();
    }

    /** No viewer starts in what is here now: joiners wait for the next sync point. */
    void forgetSyncPoints() {
        while (!syncPoints.isEmpty()) {
            forget();
        }
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
    void join(Viewer viewer, int asked, boolean fromSyncPoint, Function<Loop, Deliveries> deliveries) {
        DeliveryGroup group = groupOf(viewer.loop(), deliveries);
        group.viewersExpected++;
        SyncPoint start = fromSyncPoint && syncPointsForJoiners > 0 ? syncPoints.peek() : null;
        if (start != null) {
            start.block().retain();
        }
        group.join(viewer, asked, start, written);
    }

    private DeliveryGroup groupOf(Loop loop, Function<Loop, Deliveries> deliveries) {
        for (DeliveryGroup group : groups) {
            if (group.loop().equals(loop)) {
                return group;
            }
        }
        DeliveryGroup group = new DeliveryGroup(this, deliveries.apply(loop));
        groups.add(group);
        return group;
    }

    /** A viewer has left its group; the last one takes the group with it. */
    void leave(DeliveryGroup group) {
        if (--group.viewersExpected == 0) {
            groups.remove(group);
        }
    }

    /** Whether nobody reads this log. */
    boolean deserted() {
        return groups.isEmpty();
    }

    /** No frame comes after this. Every viewer gets what there is and is told. */
    void end() {
        int room = encoder.endBytes();
        if (room > 0) {
            makeRoom(room);
            int before = cut();
            encoder.encodeEnd(current.bytes);
            publish(before);
        }
        ended = true;
        wake();
    }

    /** Gives up the log's own references. */
    void close() {
        forgetSyncPoints();
        current.release();
    }

    WireFormat format() {
        return format;
    }

    ByteBufAllocator allocator() {
        return blocks.allocator();
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
