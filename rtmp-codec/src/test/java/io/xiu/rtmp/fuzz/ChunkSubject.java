package io.xiu.rtmp.fuzz;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.testing.fuzz.Subject;
import java.util.function.Consumer;

/** A chunk reader with limits that short inputs can reach. */
final class ChunkSubject implements Subject {
    static final ChunkLimits LIMITS = new ChunkLimits(16, 2_048, 2_048, 4_096, 8_192, 16, 4, 8_192);

    private final ChunkReader reader = new ChunkReader(LIMITS);
    private boolean refused;

    @Override
    public boolean read(ByteBuf in, Consumer<Object> seen) {
        try {
            for (RtmpMessage message; (message = reader.read(in)) != null; ) {
                seen.accept(Sightings.of(message));
            }
            if (in.isReadable()) {
                throw new AssertionError(in.readableBytes() + " bytes were not read");
            }
            return true;
        } catch (RtmpException e) {
            seen.accept(e.reason());
            refused = true;
            return false;
        }
    }

    @Override
    public void end(ByteBuf in, Consumer<Object> seen) {
        if (!refused) {
            seen.accept(reader.bytesRead());
            seen.accept(reader.chunkSize());
        }
    }

    @Override
    public void close() {
        reader.release();
    }
}
