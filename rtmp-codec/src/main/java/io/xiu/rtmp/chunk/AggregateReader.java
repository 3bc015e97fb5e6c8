package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.UnhandledMessage;
import org.jspecify.annotations.Nullable;

/**
 * Splits an aggregate message (section 7.1.6). Each part is copied, since a part may be kept for long and would keep
 * the others with it.
 */
final class AggregateReader {
    /*
     * Every part is laid out as an FLV tag, which is how senders read the specification's "message header":
     *
     * | type id 1 | length 3 | timestamp, low 24 bits 3 | timestamp, high 8 bits 1 | message stream id 3 | body | 11 + length 4 |
     */
    private static final int HEADER_BYTES = 11;
    private static final int BACK_POINTER_BYTES = 4;
    private static final int AGGREGATE_TYPE_ID = 22;
    private static final int AMF3_DATA = 15;

    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf aggregate;
    private int messageStreamId;
    private int timestamp;
    private int partTimestamp;
    private boolean first;

    AggregateReader(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Takes an aggregate's body over. */
    void begin(ByteBuf body, int aggregateTimestamp, int aggregateMessageStreamId) throws RtmpException {
        aggregate = body;
        timestamp = aggregateTimestamp;
        messageStreamId = aggregateMessageStreamId;
        first = true;
        if (!body.isReadable()) {
            throw bad("is empty");
        }
    }

    /** The next part, or null if no aggregate is in progress any more. */
    @Nullable
    RtmpMessage read() throws RtmpException {
        ByteBuf body = aggregate;
        while (body != null && body.isReadable()) {
            RtmpMessage part = readPart(body);
            if (part != null) {
                return part;
            }
        }
        release();
        return null;
    }

    void release() {
        if (aggregate != null) {
            aggregate.release();
            aggregate = null;
        }
    }

    private @Nullable RtmpMessage readPart(ByteBuf body) throws RtmpException {
        if (body.readableBytes() < HEADER_BYTES + BACK_POINTER_BYTES) {
            throw bad("ends within a header");
        }
        int typeId = body.readUnsignedByte();
        int length = body.readUnsignedMedium();
        int time = body.readUnsignedMedium() | body.readUnsignedByte() << 24;
        body.skipBytes(3);
        if (typeId == AGGREGATE_TYPE_ID) {
            throw bad("contains an aggregate");
        }
        if (length > body.readableBytes() - BACK_POINTER_BYTES) {
            throw bad("ends within a part");
        }
        if (body.getInt(body.readerIndex() + length) != HEADER_BYTES + length) {
            throw bad("has a wrong back pointer");
        }
        advance(time);
        RtmpMessage part = message(typeId, body.readSlice(length));
        body.skipBytes(BACK_POINTER_BYTES);
        return part;
    }

    /** Moves the timestamp on by as much as this part's is later than the one before. */
    private void advance(int time) throws RtmpException {
        if (!first) {
            int step = time - partTimestamp;
            if (step < 0) {
                throw bad("goes back in time");
            }
            timestamp += step;
        }
        first = false;
        partTimestamp = time;
    }

    private @Nullable RtmpMessage message(int typeId, ByteBuf part) {
        MediaKind kind = switch (typeId) {
            case 8 -> MediaKind.AUDIO;
            case 9 -> MediaKind.VIDEO;
            case 15, 18 -> MediaKind.DATA;
            default -> null;
        };
        if (kind == null) {
            return new UnhandledMessage(typeId, messageStreamId, timestamp, Payload.of(part));
        }
        ByteBuf body = typeId == AMF3_DATA ? ChunkReader.withoutFormat(part) : part;
        int length = body.readableBytes();
        if (length == 0) {
            return null;
        }
        return new MediaMessage(
                kind,
                messageStreamId,
                timestamp,
                allocator.directBuffer(length, length).writeBytes(body));
    }

    private static RtmpException bad(String what) {
        return new RtmpException(Reason.AGGREGATE_BAD, "aggregate message " + what);
    }
}
