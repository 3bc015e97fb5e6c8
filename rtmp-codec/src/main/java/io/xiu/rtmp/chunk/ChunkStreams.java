package io.xiu.rtmp.chunk;

import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The chunk streams of one connection by id: a hash table with linear probing that nothing is removed from. */
final class ChunkStreams {
    private static final int INITIAL_SLOTS = 16;

    private @Nullable ChunkStream[] slots = new ChunkStream[INITIAL_SLOTS];
    private int count;

    @Nullable
    ChunkStream find(int id) {
        int mask = slots.length - 1;
        for (int slot = id & mask; ; slot = (slot + 1) & mask) {
            ChunkStream stream = slots[slot];
            if (stream == null || stream.id == id) {
                return stream;
            }
        }
    }

    /** Refuses another chunk stream when there are as many as {@code limit}. */
    void checkRoom(int limit) throws RtmpException {
        if (count >= limit) {
            throw new RtmpException(Reason.CSID_LIMIT, "more than " + limit + " chunk streams");
        }
    }

    void add(ChunkStream stream) {
        if (2 * (count + 1) > slots.length) {
            @Nullable ChunkStream[] old = slots;
            slots = new ChunkStream[2 * old.length];
            for (ChunkStream moved : old) {
                if (moved != null) {
                    put(moved);
                }
            }
        }
        put(stream);
        count++;
    }

    void forEach(Consumer<ChunkStream> action) {
        for (ChunkStream stream : slots) {
            if (stream != null) {
                action.accept(stream);
            }
        }
    }

    private void put(ChunkStream stream) {
        int mask = slots.length - 1;
        int slot = stream.id & mask;
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = stream;
    }
}
