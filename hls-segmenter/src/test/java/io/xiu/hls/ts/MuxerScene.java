package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsListing.Item;
import io.xiu.hls.ts.TsListing.Pes;
import java.util.List;

/** A muxer into memory, and a reader of what it has written. */
final class MuxerScene {
    final ByteBuf out = Unpooled.buffer();
    final TsMuxer muxer = new TsMuxer(TsOutput.to(out));
    private final TsListing reader = new TsListing();

    void start(Track... tracks) {
        setTracks(tracks);
        muxer.writeTables();
    }

    void setTracks(Track... tracks) {
        try {
            muxer.tracks(List.of(tracks));
        } catch (TrackException e) {
            throw new AssertionError(e);
        }
    }

    void write(Sample sample) {
        muxer.write(sample, sample.dts90k());
        sample.data().release();
    }

    /** What was written since the last call. */
    List<Item> read() {
        List<Item> items = reader.read(out);
        out.clear();
        return items;
    }

    List<Pes> pes(int pid) {
        return read().stream()
                .filter(item -> item instanceof Pes && item.pid() == pid)
                .map(Pes.class::cast)
                .toList();
    }

    void release() {
        out.release();
    }
}
