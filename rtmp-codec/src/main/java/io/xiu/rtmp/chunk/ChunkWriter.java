package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.message.AggregateMessage;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.ObjectEncoding;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.UnhandledMessage;

/**
 * Writes messages as chunks (section 5.3).
 *
 * <p>Every message begins with a chunk of type 0, so what is written refers to nothing before it: a receiver may be
 * given any run of whole messages, and many receivers the same bytes. An extended timestamp is repeated in every
 * type 3 chunk. The messages of one receiver follow each other; they are not interleaved.
 *
 * <p>For one thread at a time.
 */
public final class ChunkWriter {
    /*
     * | basic header 1-3 | timestamp 3 | length 3 | type id 1 | message stream id 4 (LE) | extended 0 or 4 | body |
     * | basic header of type 3 | extended 0 or 4 | body |  and so on
     */
    private static final int CONTROL_CHUNK_STREAM = 2;
    private static final int COMMAND_CHUNK_STREAM = 3;
    private static final int AUDIO_CHUNK_STREAM = 4;
    private static final int DATA_CHUNK_STREAM = 5;
    private static final int VIDEO_CHUNK_STREAM = 6;

    private static final int LAST_OF_1_BYTE = 63;
    private static final int LAST_OF_2_BYTES = 319;
    private static final int LAST_OF_3_BYTES = 65_599;

    private static final int HEADER_BYTES = 12;
    private static final int EXTENDED_BYTES = 4;
    private static final int EXTENDED = 0xFFFFFF;
    private static final int TYPE_0 = 0x00;
    private static final int TYPE_3 = 0xC0;
    private static final int LONGEST_MESSAGE = 0xFFFFFF;
    private static final int AMF3_DATA = 15;
    private static final int LAST_CONTROL_TYPE = 6;

    private int chunkSize;
    private boolean amf3;

    /**
     * Makes a writer.
     *
     * @param chunkSize 128 until the peer has been told another, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public ChunkWriter(int chunkSize) {
        chunkSize(chunkSize);
    }

    /**
     * Writes one message.
     *
     * @param chunkStreamId 2 to 65,599; up to 63 it takes one byte, up to 319 two, else three
     * @param messageTypeId 0 to 255
     * @param messageStreamId the message stream it belongs to, 0 for the connection
     * @param timestampMillis all 32 bits
     * @param body up to 0xFFFFFF readable bytes; its indices and reference count stay as they are
     * @param out gets {@link #encodedBytes(int, int, int)} bytes
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public void write(
            int chunkStreamId, int messageTypeId, int messageStreamId, int timestampMillis, ByteBuf body, ByteBuf out) {
        int remaining = body.readableBytes();
        if (chunkStreamId < CONTROL_CHUNK_STREAM
                || chunkStreamId > LAST_OF_3_BYTES
                || (messageTypeId & ~0xFF) != 0
                || remaining > LONGEST_MESSAGE) {
            throw new IllegalArgumentException(
                    "chunk stream " + chunkStreamId + ", message type " + messageTypeId + ", " + remaining + " bytes");
        }
        boolean extended = isExtended(timestampMillis);
        out.ensureWritable(encodedBytes(chunkStreamId, timestampMillis, remaining));
        writeBasicHeader(TYPE_0, chunkStreamId, out);
        out.writeMedium(extended ? EXTENDED : timestampMillis);
        out.writeMedium(remaining);
        out.writeByte(messageTypeId);
        out.writeIntLE(messageStreamId);
        if (extended) {
            out.writeInt(timestampMillis);
        }
        int at = body.readerIndex();
        for (; ; ) {
            int count = Math.min(chunkSize, remaining);
            out.writeBytes(body, at, count);
            at += count;
            remaining -= count;
            if (remaining == 0) {
                return;
            }
            writeBasicHeader(TYPE_3, chunkStreamId, out);
            if (extended) {
                out.writeInt(timestampMillis);
            }
        }
    }

    /**
     * Writes a message on the chunk stream usual for its kind, control messages and commands with timestamp 0. The
     * bodies of a {@link MediaMessage} and an {@link AggregateMessage} are released, also when it can't be written; a
     * {@link SetChunkSize} takes effect on what is written after it.
     *
     * @throws IllegalArgumentException if the message is longer than 0xFFFFFF bytes, or has a name or a value that AMF
     *     can't hold
     */
    public void write(RtmpMessage message, ByteBuf out) {
        if (message instanceof MediaMessage media) {
            try {
                writeMedia(media, out);
            } finally {
                media.body().release();
            }
        } else if (message instanceof AggregateMessage aggregate) {
            try {
                writeBody(VIDEO_CHUNK_STREAM, aggregate.messageStreamId(), aggregate.timestampMillis(), message, out);
            } finally {
                aggregate.parts().forEach(part -> part.body().release());
            }
        } else if (message instanceof Command command) {
            writeBody(COMMAND_CHUNK_STREAM, command.messageStreamId(), 0, message, out);
        } else if (message instanceof SharedObject object) {
            writeBody(COMMAND_CHUNK_STREAM, object.messageStreamId(), 0, message, out);
        } else if (message instanceof UnhandledMessage unhandled) {
            boolean control = unhandled.typeId() <= LAST_CONTROL_TYPE;
            int chunkStreamId = control ? CONTROL_CHUNK_STREAM : DATA_CHUNK_STREAM;
            writeBody(chunkStreamId, unhandled.messageStreamId(), unhandled.timestampMillis(), message, out);
        } else {
            writeBody(CONTROL_CHUNK_STREAM, 0, 0, message, out);
        }
        if (message instanceof SetChunkSize size) {
            chunkSize(size.bytes());
        }
    }

    /** How many bytes a message takes with its chunk headers at the chunk size in force, on chunk streams up to 63. */
    public int encodedBytes(int timestampMillis, int bodyBytes) {
        int extendedBytes = isExtended(timestampMillis) ? EXTENDED_BYTES : 0;
        return HEADER_BYTES + extendedBytes + bodyBytes + continuations(bodyBytes) * (1 + extendedBytes);
    }

    /** How many bytes a message takes with its chunk headers at the chunk size in force. */
    public int encodedBytes(int chunkStreamId, int timestampMillis, int bodyBytes) {
        int bytes = encodedBytes(timestampMillis, bodyBytes);
        if (chunkStreamId <= LAST_OF_1_BYTE) {
            return bytes;
        }
        int further = chunkStreamId <= LAST_OF_2_BYTES ? 1 : 2;
        return bytes + further * (1 + continuations(bodyBytes));
    }

    /** The chunk size in force. */
    public int chunkSize() {
        return chunkSize;
    }

    /**
     * Puts another chunk size in force, which the peer must have been told.
     *
     * @param newChunkSize at least 1
     * @throws IllegalArgumentException if it is less
     */
    public void chunkSize(int newChunkSize) {
        if (newChunkSize < 1) {
            throw new IllegalArgumentException("chunk size " + newChunkSize);
        }
        chunkSize = newChunkSize;
    }

    /**
     * Chooses the types of the commands, shared object messages and data messages written from here on; AMF0 until
     * then. A peer reads the others only if it named {@link ObjectEncoding#AMF3} in connect.
     */
    public void objectEncoding(ObjectEncoding encoding) {
        amf3 = encoding == ObjectEncoding.AMF3;
    }

    private void writeMedia(MediaMessage media, ByteBuf out) {
        MediaKind kind = media.kind();
        if (!amf3 || kind != MediaKind.DATA) {
            int chunkStreamId = chunkStream(kind);
            write(chunkStreamId, kind.code(), media.messageStreamId(), media.timestampMillis(), media.body(), out);
            return;
        }
        ByteBuf body = out.alloc().buffer(1 + media.body().readableBytes());
        try {
            body.writeByte(0)
                    .writeBytes(
                            media.body(),
                            media.body().readerIndex(),
                            media.body().readableBytes());
            write(DATA_CHUNK_STREAM, AMF3_DATA, media.messageStreamId(), media.timestampMillis(), body, out);
        } finally {
            body.release();
        }
    }

    private void writeBody(int chunkStreamId, int messageStreamId, int timestamp, RtmpMessage message, ByteBuf out) {
        ByteBuf body = out.alloc().buffer();
        try {
            int typeId = MessageWriter.write(message, amf3, body);
            write(chunkStreamId, typeId, messageStreamId, timestamp, body, out);
        } finally {
            body.release();
        }
    }

    private int continuations(int bodyBytes) {
        return bodyBytes == 0 ? 0 : (bodyBytes - 1) / chunkSize;
    }

    private static void writeBasicHeader(int type, int chunkStreamId, ByteBuf out) {
        if (chunkStreamId <= LAST_OF_1_BYTE) {
            out.writeByte(type | chunkStreamId);
        } else if (chunkStreamId <= LAST_OF_2_BYTES) {
            out.writeByte(type).writeByte(chunkStreamId - LAST_OF_1_BYTE - 1);
        } else {
            out.writeByte(type | 1).writeShortLE(chunkStreamId - LAST_OF_1_BYTE - 1);
        }
    }

    private static boolean isExtended(int timestampMillis) {
        return Integer.compareUnsigned(timestampMillis, EXTENDED) >= 0;
    }

    private static int chunkStream(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> AUDIO_CHUNK_STREAM;
            case VIDEO -> VIDEO_CHUNK_STREAM;
            case DATA -> DATA_CHUNK_STREAM;
        };
    }
}
