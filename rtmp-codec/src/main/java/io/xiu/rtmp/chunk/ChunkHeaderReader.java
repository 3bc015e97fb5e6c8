package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunk headers (sections 5.3.1.1 to 5.3.1.3) and keeps what each chunk stream's next header refers to.
 *
 * <p>A header is read once all of it is there, and nothing is consumed before that.
 */
final class ChunkHeaderReader {
    /*
     * basic header    1 byte    | type 2 bits | id 2..63               |
     *                 2 bytes   | type        | 0     | id - 64        |
     *                 3 bytes   | type        | 1     | id - 64, little-endian |
     * message header  type 0    | timestamp 3 | length 3 | type id 1 | message stream id 4, little-endian |
     *                 type 1    | delta 3     | length 3 | type id 1 |
     *                 type 2    | delta 3     |
     * extended        4 bytes, if the timestamp or delta is 0xFFFFFF; in type 3 chunks as ExtendedTimestamps has it
     */

    /** The longest header. */
    static final int MAX_BYTES = 3 + 11 + 4;

    private static final int CONTROL_CHUNK_STREAM = 2;
    private static final int EXTENDED = 0xFFFFFF;

    /**
     * A type 3 chunk that begins a message right after a type 0 chunk repeats that chunk's timestamp as a delta
     * (section 5.3.1.2.4), which ffmpeg makes use of. Other senders mean a delta of 0. Past this many milliseconds
     * only the latter makes sense.
     */
    private static final int LONGEST_REPEATED_TIMESTAMP = 10_000;

    private final ChunkStreams streams;
    private final ExtendedTimestamps extendedTimestamps = new ExtendedTimestamps();
    private ChunkLimits limits;
    private boolean beginsMessage;

    ChunkHeaderReader(ChunkStreams streams, ChunkLimits limits) {
        this.streams = streams;
        this.limits = limits;
    }

    void limits(ChunkLimits newLimits) {
        limits = newLimits;
    }

    /** Whether the header read last began a message. */
    boolean beginsMessage() {
        return beginsMessage;
    }

    /**
     * Whether the next byte is all the header of a chunk that continues the message in progress on this chunk stream. A
     * longer header isn't recognized here.
     */
    static boolean isContinuation(ByteBuf in, ChunkStream stream) {
        return !stream.extended && in.getUnsignedByte(in.readerIndex()) == stream.continuation;
    }

    /** Reads one header and returns its chunk stream, or returns null if more bytes are needed. */
    @Nullable
    ChunkStream read(ByteBuf in) throws RtmpException {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        if (readable == 0) {
            return null;
        }
        int first = in.getByte(at);
        int type = (first >> 6) & 3;
        int id = first & 0x3F;
        int basic = id == 0 ? 2 : id == 1 ? 3 : 1;
        if (readable < basic) {
            return null;
        }
        if (basic > 1) {
            id = 64 + (basic == 2 ? in.getUnsignedByte(at + 1) : in.getUnsignedShortLE(at + 1));
        }
        ChunkStream stream = streams.find(id);
        if (stream == null) {
            checkFirstHeader(type, id);
            return readMessageHeader(in, type, basic, new ChunkStream(id), true);
        }
        return type == 3 ? readType3(in, basic, stream) : readMessageHeader(in, type, basic, stream, false);
    }

    private @Nullable ChunkStream readMessageHeader(ByteBuf in, int type, int basic, ChunkStream stream, boolean isNew)
            throws RtmpException {
        int at = in.readerIndex() + basic;
        int end = in.writerIndex();
        int bytes = type == 0 ? 11 : type == 1 ? 7 : 3;
        if (end - at < bytes) {
            return null;
        }
        int length = type == 2 ? stream.length : in.getUnsignedMedium(at + 3);
        if (stream.remaining > 0) {
            throw headerMidMessage(stream, length);
        }
        int typeId = type == 2 ? stream.typeId : in.getUnsignedByte(at + 6);
        checkLength(typeId, length);
        int value = in.getUnsignedMedium(at);
        int messageStreamId = type == 0 ? in.getIntLE(at + 7) : stream.messageStreamId;
        at += bytes;
        boolean extended = value == EXTENDED;
        if (extended) {
            if (end - at < 4) {
                return null;
            }
            value = in.getInt(at);
            at += 4;
        }
        in.readerIndex(at);

        if (isNew) {
            streams.add(stream);
        }
        stream.extended = extended;
        stream.extendedValue = value;
        stream.length = length;
        stream.typeId = typeId;
        stream.messageStreamId = messageStreamId;
        if (type == 0) {
            stream.timestamp = value;
            stream.delta = Integer.compareUnsigned(value, LONGEST_REPEATED_TIMESTAMP) <= 0 ? value : 0;
        } else {
            stream.timestamp += value;
            stream.delta = value;
        }
        begin(stream);
        return stream;
    }

    private @Nullable ChunkStream readType3(ByteBuf in, int basic, ChunkStream stream) throws RtmpException {
        int at = in.readerIndex() + basic;
        boolean begins = stream.remaining == 0;
        int fieldBytes = 0;
        if (stream.extended) {
            fieldBytes = begins
                    ? extendedTimestamps.bytesBeforeMessage(in, at, stream)
                    : extendedTimestamps.bytesBeforeContinuation(in, at, stream);
            if (fieldBytes < 0) {
                return null;
            }
        }
        beginsMessage = begins;
        if (begins) {
            checkLength(stream.typeId, stream.length);
            int value = fieldBytes == 0 ? stream.extendedValue : in.getInt(at);
            if (stream.extended && value != stream.extendedValue) {
                stream.timestamp = value;
                stream.extendedValue = value;
            } else {
                stream.timestamp += stream.delta;
            }
            begin(stream);
        }
        in.readerIndex(at + fieldBytes);
        return stream;
    }

    private void begin(ChunkStream stream) {
        stream.remaining = stream.length;
        beginsMessage = true;
    }

    private void checkFirstHeader(int type, int id) throws RtmpException {
        boolean librtmpPing = type == 1 && id == CONTROL_CHUNK_STREAM;
        if (type != 0 && !librtmpPing) {
            throw new RtmpException(
                    Reason.CHUNK_NO_CONTEXT, "first chunk of chunk stream " + id + " is of type " + type);
        }
        streams.checkRoom(limits.chunkStreams());
    }

    private void checkLength(int typeId, int length) throws RtmpException {
        int limit = limits.messageBytes(typeId);
        if (length > limit) {
            throw new RtmpException(
                    Reason.MSG_TOO_LONG, "message of type " + typeId + " with " + length + " bytes, limit " + limit);
        }
    }

    private static RtmpException headerMidMessage(ChunkStream stream, int length) {
        Reason reason = length == stream.length ? Reason.CHUNK_HEADER_MID_MESSAGE : Reason.CHUNK_LEN_CHANGED;
        return new RtmpException(
                reason,
                "chunk stream " + stream.id + " has " + stream.remaining + " of " + stream.length
                        + " bytes to come when a header says " + length);
    }
}
