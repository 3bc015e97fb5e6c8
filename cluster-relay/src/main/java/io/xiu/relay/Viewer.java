package io.xiu.relay;

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
     */
    private final LiveStream stream;
    private final Loop loop;
    private final ViewerSink sink;
    private final ViewerInfo info;
    private final Statistics statistics;
    private final Cursor cursor = new Cursor();
    private final Lag lag = new Lag();

    private @Nullable DeliveryGroup group;
    private @Nullable WireFormat format;
    private boolean started;
    private boolean gone;
    private int generation;

    /** Where it stands in its group's list; the group's own. */
    int place;

    Viewer(LiveStream stream, Loop loop, ViewerSink sink, ViewerInfo info) {
        this.stream = stream;
        this.loop = loop;
        this.sink = sink;
        this.info = info;
        this.statistics = new Statistics(stream.totals());
    }

    /** Takes the viewer out of the live stream. Nothing is written or called after this; a second call has no effect. */
    public void leave() {
        if (gone) {
            return;
        }
        gone = true;
        DeliveryGroup left = leaveGroup();
        stream.execute(() -> stream.places().left(this, left));
    }

    /** Stops the flow of bytes, for as long as it takes until {@link #resume}. */
    public void pause() {
        if (!gone) {
            DeliveryGroup left = leaveGroup();
            stream.execute(() -> stream.places().paused(this, left));
        }
    }

    /** Starts again as a new viewer does, after {@link #pause}. */
    public void resume() {
        if (!gone) {
            DeliveryGroup left = leaveGroup();
            int asked = generation;
            stream.execute(() -> stream.places().rejoined(this, left, null, asked));
        }
    }

    /** Goes on in another wire format, from its next sync point. */
    public void switchTo(WireFormat format) {
        if (!gone) {
            DeliveryGroup left = leaveGroup();
            int asked = generation;
            stream.execute(() -> stream.places().rejoined(this, left, format, asked));
        }
    }

    /** Nothing waits in the connection any more. */
    public void writable() {
        DeliveryGroup in = group;
        if (in != null) {
            in.resume(this);
        }
    }

    /** Takes the viewer out and has its connection closed, since it keeps memory that is needed. Any thread. */
    public void shed() {
        loop.execute(() -> {
            if (!gone) {
                leave();
                sink.shed();
            }
        });
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
            stream.execute(() -> stream.places().left(this, null));
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
        generation++;
        cursor.release();
        statistics.lag(0);
        if (in != null) {
            in.remove(this);
        }
        return in;
    }

    /** A group would let this viewer in. False if it wants something else by now; then the writer counts it out again. */
    boolean joins(DeliveryGroup in, int asked) {
        if (gone) {
            stream.execute(() -> stream.places().left(this, in));
            return false;
        }
        if (asked != generation) {
            stream.execute(() -> stream.places().left(in));
            return false;
        }
        group = in;
        return true;
    }

    /** Puts the cursor at a sync point, whose block was retained for it, or parks it at the head. */
    void begin(@Nullable SyncPoint start, long head, long now) {
        cursor.begin(start, head);
        lag.joined(now);
    }

    /** Position in the log of the next byte to send. */
    long position() {
        return cursor.position();
    }

    /**
     * Sends what the connection takes, then looks how far behind it is.
     *
     * @return whether it is behind
     */
    boolean deliver(WireLog log, long head, long now) {
        boolean waits = cursor.waits(log, head);
        boolean clear = sink.isWritable();
        while (clear && !waits && cursor.position() < head) {
            clear = cursor.send(log, head, sink, statistics);
        }
        if (!clear) {
            judge(log, head, now, waits);
            return true;
        }
        if (lag.isBehind()) {
            statistics.lag(0);
        }
        lag.caughtUp();
        return false;
    }

    private void judge(WireLog log, long head, long now, boolean waits) {
        if (group == null) {
            return; // sending failed, and the connection is closed
        }
        long sent = cursor.position() - sink.pendingBytes();
        statistics.lag(head - sent);
        switch (lag.judge(sent, head, now, stream.delivery())) {
            case PATIENCE -> {}
            case STALLED -> {
                statistics.stall();
                sink.stalled();
            }
            case JUMP -> {
                if (!waits && cursor.position() < head) {
                    long skipped = cursor.jump(log, head);
                    lag.jumped(skipped, head, now);
                    statistics.jumped(skipped);
                    statistics.lag(head - sent - skipped);
                }
            }
        }
    }

    /** The log has ended: whatever is left is sent, the connection is told, and the viewer leaves. */
    void finish(WireLog log, long head) {
        while (group != null && !cursor.waits(log, head) && cursor.position() < head) {
            cursor.send(log, head, sink, statistics);
        }
        if (group != null) {
            leave();
            sink.ended();
        }
    }

    /** Delivery met a defect. */
    void fail(Throwable defect) {
        leave();
        sink.failed(defect);
    }
}
