package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A place in a {@link WireLog}, at the beginning of a message, that moves towards the head as a connection takes bytes.
 * It holds a reference on the block it is in. Confined to the viewer's loop.
 */
final class Cursor {
    /*
     *   block != null   reading: everything between position and the log's head is still to be sent
     *   block == null   parked: waits for a sync point at or after position
     *
     * start, if not null, is where the cursor was just put: before the message there go the headers in force, as far as
     * the connection doesn't have them yet.
     */
    /** What may be sent across the end of a block at once, and so wait in a connection. */
    private static final int GATHERED_BYTES = 256 * 1024;

    private @Nullable Block block;
    private long position;
    private @Nullable SyncPoint start;
    private Headers headers = Headers.NONE;

    /** Puts the cursor at a sync point, whose block was retained for it, or parks it at the head. */
    void begin(@Nullable SyncPoint at, long head) {
        headers = Headers.NONE;
        start = at;
        block = at == null ? null : at.block();
        position = at == null ? head : at.position();
    }

    /** Position in the log of the next byte to send. */
    long position() {
        return position;
    }

    /** Whether it waits for a sync point. If one has come, it is put there and waits no more. */
    boolean waits(WireLog log, long head) {
        return block == null && !putAtNewestSyncPoint(log, position, head);
    }

    private boolean putAtNewestSyncPoint(WireLog log, long from, long head) {
        SyncPoint newest = log.newestSyncPoint();
        if (newest == null
                || newest.position() < from
                || newest.position() >= head
                || !newest.block().tryRetain()) {
            return false;
        }
        release();
        block = newest.block();
        position = newest.position();
        start = newest;
        return true;
    }

    /**
     * Leaves out what the connection has no time for: goes to the newest sync point ahead or, without one, waits at the
     * head for the next.
     *
     * @return bytes left out
     */
    long jump(WireLog log, long head) {
        long from = position;
        if (!putAtNewestSyncPoint(log, from + 1, head)) {
            release();
            position = head;
        }
        return position - from;
    }

    /**
     * Sends the headers, if some are due, and what there is up to the head or to the end of the block; if that comes first
     * and the next block's bytes are few, with them. Where the block has ended it only goes on to the next. Not for a
     * cursor that is parked or at the head.
     *
     * @return whether nothing waits in the connection
     */
    boolean send(WireLog log, long head, ViewerSink sink, Statistics statistics) {
        if (start != null && !sendHeaders(log, start, sink, statistics)) {
            return false;
        }
        Block in = block;
        if (in == null) {
            throw new IllegalStateException("a parked cursor has nothing to send");
        }
        Block next = in.next();
        if (next == null || head <= next.start) {
            return sendTo(head, in, sink, statistics);
        }
        if (position == next.start) {
            block = next.retain();
            in.release();
            return true;
        }
        long end = endOf(next, head);
        return end - position <= GATHERED_BYTES
                ? sendAcross(in, next, end, sink, statistics)
                : sendTo(next.start, in, sink, statistics);
    }

    private static long endOf(Block block, long head) {
        Block next = block.next();
        return next == null ? head : Math.min(head, next.start);
    }

    private boolean sendTo(long end, Block in, ViewerSink sink, Statistics statistics) {
        int bytes = (int) (end - position);
        int index = (int) (position - in.start);
        position = end;
        statistics.sent(bytes);
        return sink.send(in.bytes, index, bytes);
    }

    private boolean sendAcross(Block in, Block next, long end, ViewerSink sink, Statistics statistics) {
        int bytes = (int) (next.start - position);
        int index = (int) (position - in.start);
        int bytesNext = (int) (end - next.start);
        block = next.retain();
        position = end;
        statistics.sent(bytes + bytesNext);
        try {
            return sink.send(in.bytes, index, bytes, next.bytes, bytesNext);
        } finally {
            in.release();
        }
    }

    private boolean sendHeaders(WireLog log, SyncPoint at, ViewerSink sink, Statistics statistics) {
        Headers old = headers;
        start = null;
        headers = at.headers();
        int room = 0;
        for (MediaFrame header : headers.changedSince(old)) {
            room += log.format().encodedBytes(header.at(at.timestampMillis()));
        }
        if (room == 0) {
            return true;
        }
        ByteBuf out = log.allocator().directBuffer(room);
        try {
            for (MediaFrame header : headers.changedSince(old)) {
                if (log.format().encodedBytes(header) > 0) {
                    log.format().encode(header, at.timestampMillis(), out);
                }
            }
            statistics.sent(out.readableBytes());
            return sink.send(out, out.readerIndex(), out.readableBytes());
        } finally {
            out.release();
        }
    }

    /** Gives the block back; the cursor is parked where it was. */
    void release() {
        Block in = block;
        block = null;
        start = null;
        if (in != null) {
            in.release();
        }
    }
}
