package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One chunk stream: its latest message header, which later chunks refer to, and the message in progress. */
final class ChunkStream {
    final int id;

    /** The basic header of a type 3 chunk, if it is one byte, or -1. */
    final int continuation;

    int timestamp;
    /** What a type 3 chunk that begins a message adds to the timestamp. */
    int delta;

    int length;
    int typeId;
    int messageStreamId;

    /** Whether the latest header of type 0, 1 or 2 had an extended timestamp, and its value. */
    boolean extended;

    int extendedValue;

    /** How many bytes of the message in progress come in chunks whose header hasn't been read; 0 between messages. */
    int remaining;

    /** The bytes received of the message in progress, or null as long as there are none. */
    @Nullable
    ByteBuf body;

    ChunkStream(int id) {
        this.id = id;
        this.continuation = id < 64 ? 0xC0 | id : -1;
    }
}
