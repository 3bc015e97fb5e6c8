package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.message.RtmpMessage;

/** Writes messages as chunks. */
public final class ChunkWriter {
    private int chunkSize;

    /** Makes a writer with this chunk size. */
    public ChunkWriter(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    /** Writes one message. */
    public void write(
            int chunkStreamId, int messageTypeId, int messageStreamId, int timestampMillis, ByteBuf body, ByteBuf out) {
        throw new UnsupportedOperationException();
    }

    /** Writes one message. */
    public void write(RtmpMessage message, ByteBuf out) {
        throw new UnsupportedOperationException();
    }

    /** How many bytes a message takes. */
    public int encodedBytes(int timestampMillis, int bodyBytes) {
        throw new UnsupportedOperationException();
    }

    /** The chunk size in force. */
    public int chunkSize() {
        return chunkSize;
    }

    /** Sets the chunk size. */
    public void chunkSize(int newChunkSize) {
        chunkSize = newChunkSize;
    }
}
