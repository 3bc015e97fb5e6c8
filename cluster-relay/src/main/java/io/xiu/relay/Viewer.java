package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One viewer: a cursor in the log of a live stream, and the connection its bytes go to.
 *
 * <p>Made by {@link Hub#play}. Its methods are for its own loop; the counters may be read from any thread.
 */
public final class Viewer {
    /*
     * Tasks for the writer keep their order, unless the stream is handed to another loop meanwhile: then leaving can overtake
     * arriving. So a viewer that has gone says it again when it is let in or refused; the second time has no effect.
     *
     *   block != null   reading: everything between position and the log's head is still to be written
     *   block == null   parked: waits for a sync point at or after `position`
     *
     * Lag is judged by a checkpoint: the head at some moment. As long as the connection has not sent that position, its
     * oldest unsent byte is at least as old as the checkpoint.
     */
    private static final long GRACE_NANOS = 10_000_000_000L;

    private final LiveStream stream;
    private final Loop loop;
    private final ViewerSink sink;
    private final ViewerInfo info;
    private final Statistics statistics = new Statistics();

    private @Nullable DeliveryGroup group;
    private @Nullable Block block;
    private long position;
    private Headers headers = Headers.NONE;
    private @Nullable SyncPoint prime;
    private @Nullable WireFormat format;
    private boolean started;
    private boolean gone;
    private int generation;
    private boolean reachedHead;
    private long joinedNanos;
    private long checkpoint;
    private long checkpointNanos;
    private long sent;
    private long progressNanos;

    Viewer(LiveStream stream, Loop loop, ViewerSink sink, ViewerInfo info) {
        this.stream = stream;
        this.loop = loop;
        this.sink = sink;
        this.info = info;
    }

    /** Takes the viewer out of the live stream. Nothing is written or called after this; a second call has no effect. */
    public void leave() {
        if (gone) {
            return;
        }
        gone = true;
        DeliveryGroup left = leaveGroup();
        stream.execute(() -> stream.left(this, left));
    }

    /** Stops the flow of bytes, for as long as it takes until {@link #resume}. */
    public void pause() {
        if (!gone) {
            DeliveryGroup left = leaveGroup();
            stream.execute(() -> stream.paused(this, left));
        }
    }

    /** Starts again as a new viewer does, after {@link #pause}. */
    public void resume() {
        if (!gone) {
            DeliveryGroup left = leaveGroup();
            int asked = generation;
            stream.execute(() -> stream.rejoined(this, left, null, asked));
        }
    }

    /** Goes on in another wire format, from its next sync point. */
    public void switchTo(WireFormat format) {
        if (!gone) {
            DeliveryGroup left = leaveGroup();
            int asked = generation;
            stream.execute(() -> stream.rejoined(this, left, format, asked));
        }
    }

    /** The connection takes bytes again. */
    public void writable() {
        DeliveryGroup in = group;
        if (in != null) {
            in.resume(this);
        }
    }

    /** The live stream this viewer watches. */
    public LiveStream stream() {
        return stream;
    }

    /** Who this is, for logs and statistics. */
    public ViewerInfo info() {
        return info;
    }

    /** What was sent so far. */
    public Statistics statistics() {
        return statistics;
    }

    Loop loop() {
        return loop;
    }

    /** The format it reads or waits for; known to the writer alone. */
    WireFormat format() {
        WireFormat known = format;
        if (known == null) {
            throw new IllegalStateException("the viewer was never admitted");
        }
        return known;
    }

    void format(WireFormat of) {
        format = of;
    }

    /** The stream has a place for this viewer. */
    void start(TrackSelection carried) {
        if (!gone && !started) {
            started = true;
            sink.started(carried);
        }
    }

    /** The stream has none and won't. */
    void refuse() {
        if (gone) {
            stream.execute(() -> stream.left(this, null));
        } else {
            leave();
            sink.refused();
        }
    }

    /** The stream ended while this viewer was on its way back in. */
    void endedMeanwhile() {
        if (!gone) {
            leave();
            sink.ended();
        }
    }

    private @Nullable DeliveryGroup leaveGroup() {
        DeliveryGroup in = group;
        group = null;
        block = null;
        generation++;
        if (in != null) {
            in.remove(this);
        }
        return in;
    }

    /** A group would let this viewer in. False if it wants something else by now; then the writer counts it out again. */
    boolean joins(DeliveryGroup in, int asked) {
        if (gone) {
            stream.execute(() -> stream.left(this, in));
            return false;
        }
        if (asked != generation) {
            stream.execute(() -> stream.left(in));
            return false;
        }
        group = in;
        return true;
    }

    /** Puts the cursor at a sync point or, without one, parks it at the head. */
    void begin(@Nullable SyncPoint start, long head) {
        block = start == null ? null : start.block();
        position = start == null ? head : start.position();
        prime = start;
        headers = Headers.NONE;
        reachedHead = false;
    }

    void clock(long now) {
        joinedNanos = now;
        progressNanos = now;
        checkpointNanos = now;
        checkpoint = position;
        sent = position;
    }

    /** Writes what the connection takes, then looks how far behind it is. */
    void deliver(WireLog log, long head, long now, DeliverySettings settings) {
        if (block == null && !unpark(log, head)) {
            progressNanos = now;
            return;
        }
        boolean wrote = false;
        while (position < head && sink.isWritable()) {
            writeSome(log, head);
            wrote = true;
        }
        if (wrote) {
            sink.flush();
        }
        judge(log, head, now, settings);
    }

    private boolean unpark(WireLog log, long head) {
        SyncPoint newest = log.newestSyncPoint();
        if (newest == null || newest.position() < position || newest.position() >= head) {
            return false;
        }
        block = newest.block();
        position = newest.position();
        prime = newest;
        return true;
    }

    private void writeSome(WireLog log, long head) {
        SyncPoint first = prime;
        if (first != null) {
            prime = null;
            writeHeaders(log, first);
        }
        Block in = block;
        if (in == null) {
            throw new IllegalStateException("a parked viewer has nothing to write");
        }
        Block next = in.next;
        if (next != null && position == next.start) {
            block = next;
            return;
        }
        long limit = next == null ? head : Math.min(head, next.start);
        int bytes = (int) (limit - position);
        sink.write(in.bytes.retainedSlice((int) (position - in.start), bytes));
        position += bytes;
        statistics.sent(bytes);
    }

    private void writeHeaders(WireLog log, SyncPoint at) {
        int room = 0;
        for (MediaFrame header : at.headers().changedSince(headers)) {
            room += log.format().encodedBytes(header.at(at.timestampMillis()));
        }
        if (room > 0) {
            ByteBuf out = log.allocator().directBuffer(room);
            for (MediaFrame header : at.headers().changedSince(headers)) {
                if (log.format().encodedBytes(header) > 0) {
                    log.format().encode(header, at.timestampMillis(), out);
                }
            }
            statistics.sent(out.readableBytes());
            sink.write(out);
        }
        headers = at.headers();
    }

    private void judge(WireLog log, long head, long now, DeliverySettings settings) {
        long pending = sink.pendingBytes();
        long sentNow = position - pending;
        if (position == head && pending == 0) {
            reachedHead = true;
        }
        if (sentNow != sent || sentNow == head) {
            sent = sentNow;
            progressNanos = now;
        }
        if (sent >= checkpoint) {
            checkpoint = head;
            checkpointNanos = now;
        }
        if (now - progressNanos > settings.stallTime().toNanos()) {
            statistics.stall();
            sink.stalled();
            return;
        }
        boolean inGrace = !reachedHead && now - joinedNanos < GRACE_NANOS;
        boolean lags = head - sent > settings.lagBytes()
                || (sent < checkpoint
                        && now - checkpointNanos > settings.lagTime().toNanos());
        if (lags && !inGrace && position < head) {
            jump(log, head, now);
        }
    }

    private void jump(WireLog log, long head, long now) {
        long from = position;
        SyncPoint newest = log.newestSyncPoint();
        reachedHead = true;
        checkpoint = head;
        checkpointNanos = now;
        if (newest != null && newest.position() > position && newest.position() < head) {
            block = newest.block();
            position = newest.position();
            prime = newest;
        } else {
            block = null;
            position = head;
        }
        sent += position - from;
        statistics.jumped(position - from);
    }

    /** The log has ended: whatever is left is written, the connection is told, and the viewer leaves. */
    void finish(WireLog log, long head) {
        while (block != null && position < head) {
            writeSome(log, head);
        }
        sink.flush();
        leave();
        sink.ended();
    }

    /** Sequence of the block the cursor is in; the largest number if it is parked. */
    long blockSequence() {
        Block in = block;
        return in == null ? Long.MAX_VALUE : in.sequence;
    }
}
