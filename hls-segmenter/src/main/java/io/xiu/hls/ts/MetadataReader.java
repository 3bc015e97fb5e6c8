package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.ts.TsEvent.MetadataRead;
import io.xiu.hls.ts.TsEvent.Problem;

/** Gives ID3 tags, each of one PES packet. */
final class MetadataReader implements StreamReader {
    private final int pid;
    private final StreamTime time;
    private final ByteBufAllocator allocator;

    MetadataReader(int pid, StreamTime time, ByteBufAllocator allocator) {
        this.pid = pid;
        this.time = time;
        this.allocator = allocator;
    }

    @Override
    public EventSource read(PesPacket pes) {
        return EventSource.of(event(pes));
    }

    @Override
    public void gap() {}

    @Override
    public int heldBytes() {
        return 0;
    }

    private TsEvent event(PesPacket pes) {
        ByteBuf payload = pes.payload();
        if (pes.pts90k() == PesPacket.NO_TIME || !TsMuxer.isId3(payload)) {
            return new Problem(Problem.Kind.PES, pid, "no ID3 tag with a time");
        }
        int bytes = payload.readableBytes();
        return new MetadataRead(
                time.unwrap(pes.pts90k()), allocator.buffer(bytes, bytes).writeBytes(payload));
    }
}
