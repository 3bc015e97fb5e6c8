package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.RtmpMessage;
import org.jspecify.annotations.Nullable;

/** Reads messages from a chunk stream. */
public final class ChunkReader {
    /** Makes a reader with Netty's default allocator. */
    public ChunkReader(ChunkLimits limits) {
        this(limits, ByteBufAllocator.DEFAULT);
    }

    /** Makes a reader whose message bodies come from this allocator. */
    public ChunkReader(ChunkLimits limits, ByteBufAllocator allocator) {
        if (limits.chunkStreams() < 1) {
            throw new IllegalArgumentException();
        }
    }

    /** Puts other limits in force. */
    public void limits(ChunkLimits newLimits) {}

    /** Reads one message, or returns null once all of {@code in} is read. */
    public @Nullable RtmpMessage read(ByteBuf in) throws RtmpException {
        throw new UnsupportedOperationException();
    }

    /** How many bytes were read. */
    public long bytesRead() {
        return 0;
    }

    /** Releases what is held. */
    public void release() {}
}
