package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;

/**
 * The bodies of the messages in progress on one connection, within the limits on their number and bytes.
 *
 * <p>What is allocated follows what has arrived, not what a header promises: all bodies in progress together take at
 * most twice their received bytes plus 64 KiB (while one grows, its old bytes on top). So the usual body is allocated
 * once, in its exact size; a long one in small chunks grows geometrically. A complete body always has its exact size.
 */
final class PartialMessages {
    private static final int SLACK_BYTES = 64 << 10;

    private final ByteBufAllocator allocator;
    private ChunkLimits limits;

    private int messages;
    /** Bytes in all chunks of the messages in progress, the chunk being read as a whole. */
    private int bytes;

    private int receivedBytes;
    private int allocatedBytes;

    PartialMessages(ByteBufAllocator allocator, ChunkLimits limits) {
        this.allocator = allocator;
        this.limits = limits;
    }

    void limits(ChunkLimits newLimits) {
        limits = newLimits;
    }

    /** Accounts for a chunk that is about to be read. */
    void chunk(ChunkStream stream, boolean beginsMessage, int chunkBytes) throws RtmpException {
        if (beginsMessage) {
            messages++;
        }
        bytes += chunkBytes;
        if (beginsMessage && stream.remaining > 0 && messages > limits.partialMessages()) {
            throw new RtmpException(
                    Reason.PARTIAL_BUDGET, "more than " + limits.partialMessages() + " messages in progress");
        }
        if (bytes > limits.partialBytes()) {
            throw new RtmpException(
                    Reason.PARTIAL_BUDGET, bytes + " bytes of messages in progress, limit " + limits.partialBytes());
        }
    }

    /** Moves {@code count} bytes from {@code in} to the body in progress. */
    void append(ChunkStream stream, ByteBuf in, int count) {
        ByteBuf body = stream.body;
        if (body == null || body.writableBytes() < count) {
            body = enlarge(stream, count);
        }
        in.readBytes(body, count);
        receivedBytes += count;
    }

    /** Takes the body of a complete message out; the caller owns it. */
    ByteBuf take(ChunkStream stream) {
        messages--;
        bytes -= stream.length;
        ByteBuf body = stream.body;
        if (body == null) {
            return Unpooled.EMPTY_BUFFER;
        }
        stream.body = null;
        receivedBytes -= stream.length;
        allocatedBytes -= body.capacity();
        return body;
    }

    /** Gives up the message in progress, if there is one. Never called within a chunk of that message. */
    void drop(ChunkStream stream) {
        ByteBuf body = stream.body;
        if (body == null) {
            return;
        }
        messages--;
        bytes -= stream.length - stream.remaining;
        stream.remaining = 0;
        stream.body = null;
        receivedBytes -= body.readableBytes();
        allocatedBytes -= body.capacity();
        body.release();
    }

    private ByteBuf enlarge(ChunkStream stream, int count) {
        ByteBuf old = stream.body;
        int oldCapacity = old == null ? 0 : old.capacity();
        int needed = count + (old == null ? 0 : old.readableBytes());
        long room = 2L * (receivedBytes + count) + SLACK_BYTES - (allocatedBytes - oldCapacity);
        int capacity = (int) Math.min(stream.length, Math.max(needed, room));
        ByteBuf body = allocator.directBuffer(capacity, capacity);
        if (old != null) {
            body.writeBytes(old, old.readerIndex(), old.readableBytes());
            old.release();
        }
        allocatedBytes += capacity - oldCapacity;
        stream.body = body;
        return body;
    }
}
