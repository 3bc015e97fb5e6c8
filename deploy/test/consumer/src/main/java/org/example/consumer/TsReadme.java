package org.example.consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsEvent;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.hls.ts.TsOutput;
import io.xiu.hls.ts.TsReader;
import java.util.List;
import java.util.function.Consumer;

/** Writes a transport stream and reads it again. */
final class TsReadme {
    private TsReadme() {}

    static void run(
            List<Track> tracks,
            List<Sample> samples,
            ByteBufAllocator allocator,
            ByteBuf buffer,
            Consumer<Sample> receiver)
            throws TrackException {
        // README hls-segmenter 3
    }
}
