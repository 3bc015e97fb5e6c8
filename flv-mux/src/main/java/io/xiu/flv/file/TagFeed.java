package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvTag;
import io.xiu.flv.SalvageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Feeds a channel to a reader, to the channel's end. */
final class TagFeed {
    private static final int CHUNK_BYTES = 64 * 1024;

    private TagFeed() {}

    /** Takes a tag and owns its body. */
    interface Sink {
        void tag(FlvTag tag) throws IOException;
    }

    static void read(ReadableByteChannel channel, SalvageReader reader, Sink sink) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        ByteBuf in = Unpooled.buffer(CHUNK_BYTES);
        try {
            while (channel.read(chunk) >= 0) {
                chunk.flip();
                in.writeBytes(chunk);
                chunk.clear();
                for (FlvTag tag; (tag = reader.read(in)) != null; ) {
                    sink.tag(tag);
                }
                in.discardSomeReadBytes();
            }
            for (FlvTag tag; (tag = reader.readLast(in)) != null; ) {
                sink.tag(tag);
            }
        } finally {
            in.release();
        }
    }
}
