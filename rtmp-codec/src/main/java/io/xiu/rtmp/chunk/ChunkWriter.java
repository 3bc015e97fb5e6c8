package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;

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
     * | csid 1 | timestamp 3 | length 3 | type id 1 | message stream id 4, little-endian | extended 0 or 4 | body |
     * | 0xC0 + csid 1 | extended 0 or 4 | body |  and so on
     */
    private static final int CONTROL_CHUNK_STREAM = 2;
    private static final int COMMAND_CHUNK_STREAM = 3;
    private static final int AUDIO_CHUNK_STREAM = 4;
    private static final int DATA_CHUNK_STREAM = 5;
    private static final int VIDEO_CHUNK_STREAM = 6;

    private static final int HEADER_BYTES = 12;
    private static final int EXTENDED_BYTES = 4;
    private static final int EXTENDED = 0xFFFFFF;
    private static final int TYPE_3 = 0xC0;
    private static final int LONGEST_MESSAGE = 0xFFFFFF;

    private int chunkSize;

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
     * @param chunkStreamId 2 to 63
     * @param messageTypeId 0 to 255
     * @param messageStreamId the message stream it belongs to, 0 for the connection
     * @param timestampMillis all 32 bits
     * @param body up to 0xFFFFFF readable bytes; its indices and reference count stay as they are
     * @param out gets {@link #encodedBytes} bytes
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public void write(
            int chunkStreamId, int messageTypeId, int messageStreamId, int timestampMillis, ByteBuf body, ByteBuf out) {
        int remaining = body.readableBytes();
        if (chunkStreamId < 2 || chunkStreamId > 63 || (messageTypeId & ~0xFF) != 0 || remaining > LONGEST_MESSAGE) {
            throw new IllegalArgumentException(
                    "chunk stream " + chunkStreamId + ", message type " + messageTypeId + ", " + remaining + " bytes");
        }
        boolean extended = isExtended(timestampMillis);
        out.ensureWritable(encodedBytes(timestampMillis, remaining));
        out.writeByte(chunkStreamId);
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
            out.writeByte(TYPE_3 | chunkStreamId);
            if (extended) {
                out.writeInt(timestampMillis);
            }
        }
    }

    /**
     * Writes a message on the chunk stream usual for its kind, control messages and commands with timestamp 0. The
     * body of a {@link MediaMessage} is released; a {@link SetChunkSize} takes effect on what is written after it.
     *
     * @throws IllegalArgumentException if the message is one that is only ever read
     */
    public void write(RtmpMessage message, ByteBuf out) {
        if (message instanceof MediaMessage media) {
            try {
                write(
                        chunkStream(media),
                        media.kind().code(),
                        media.messageStreamId(),
                        media.timestampMillis(),
                        media.body(),
                        out);
            } finally {
                media.body().release();
            }
            return;
        }
        ByteBuf body = out.alloc().buffer();
        try {
            int typeId = MessageWriter.write(message, body);
            if (message instanceof Command command) {
                write(COMMAND_CHUNK_STREAM, typeId, command.messageStreamId(), 0, body, out);
            } else {
                write(CONTROL_CHUNK_STREAM, typeId, 0, 0, body, out);
            }
        } finally {
            body.release();
        }
        if (message instanceof SetChunkSize size) {
            chunkSize(size.bytes());
        }
    }

    /** How many bytes a message takes with its chunk headers at the chunk size in force. */
    public int encodedBytes(int timestampMillis, int bodyBytes) {
        int extendedBytes = isExtended(timestampMillis) ? EXTENDED_BYTES : 0;
        int continuations = bodyBytes == 0 ? 0 : (bodyBytes - 1) / chunkSize;
        return HEADER_BYTES + extendedBytes + bodyBytes + continuations * (1 + extendedBytes);
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

    private static boolean isExtended(int timestampMillis) {
        return Integer.compareUnsigned(timestampMillis, EXTENDED) >= 0;
    }

    private static int chunkStream(MediaMessage media) {
        return switch (media.kind()) {
            case AUDIO -> AUDIO_CHUNK_STREAM;
            case VIDEO -> VIDEO_CHUNK_STREAM;
            case DATA -> DATA_CHUNK_STREAM;
        };
    }
}
