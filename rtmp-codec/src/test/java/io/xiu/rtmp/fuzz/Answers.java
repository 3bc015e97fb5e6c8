package io.xiu.rtmp.fuzz;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.RtmpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a session says, which must be RTMP. When it acknowledges depends on how its input is cut, so that is left out. */
final class Answers {
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final List<Object> messages = new ArrayList<>();

    /** Takes bytes over. */
    void add(ByteBuf bytes) {
        try {
            for (RtmpMessage message; (message = reader.read(bytes)) != null; ) {
                if (!(message instanceof Acknowledgement)) {
                    messages.add(Sightings.of(message));
                }
            }
        } catch (RtmpException e) {
            throw new AssertionError("what the session says is no RTMP: " + e.reason(), e);
        } finally {
            bytes.release();
        }
    }

    void end(Consumer<Object> seen) {
        messages.forEach(seen);
    }

    void close() {
        reader.release();
    }
}
