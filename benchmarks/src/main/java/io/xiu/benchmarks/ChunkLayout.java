package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaKind;

/** How a publisher cuts messages into chunks. The names are those in the tables. */
public enum ChunkLayout {
    /** The size of a client that says nothing. */
    CHUNKS_128(128, false),
    /** The size of many programs and servers. */
    CHUNKS_4096(4096, false),
    /** The size of this server: nearly every message is one chunk. */
    CHUNKS_60000(60_000, false),
    /** 4096 bytes, and a sound between the chunks of each picture. */
    INTERLEAVED(4096, true);

    private static final int HEADER_BYTES = 12;

    private final int chunkBytes;
    private final boolean interleaved;

    ChunkLayout(int chunkBytes, boolean interleaved) {
        this.chunkBytes = chunkBytes;
        this.interleaved = interleaved;
    }

    int chunkBytes() {
        return chunkBytes;
    }

    /** What comes over the wire. */
    ByteBuf wire(Footage footage) {
        ChunkWriter writer = new ChunkWriter(chunkBytes);
        ByteBuf wire = Unpooled.directBuffer(2 * footage.bodyBytes());
        ByteBuf picture = Unpooled.buffer();
        for (Footage.Message message : footage.messages()) {
            if (!interleaved) {
                write(writer, message, wire);
            } else if (message.kind() == MediaKind.VIDEO) {
                write(writer, message, picture);
                wire.writeBytes(picture, HEADER_BYTES + chunkBytes);
            } else {
                write(writer, message, wire);
                wire.writeBytes(picture);
                picture.clear();
            }
        }
        picture.release();
        return wire;
    }

    static int chunkStream(Footage.Message message) {
        return message.kind() == MediaKind.VIDEO ? 6 : 4;
    }

    static void write(ChunkWriter writer, Footage.Message message, ByteBuf out) {
        writer.write(chunkStream(message), message.kind().code(), 1, message.timestampMillis(), message.body(), out);
    }
}
