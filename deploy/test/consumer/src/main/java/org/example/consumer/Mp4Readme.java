package org.example.consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.mp4.Mp4Muxer;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes samples as fragmented MP4. */
final class Mp4Readme {
    private Mp4Readme() {}

    static void run(
            List<Track> tracks, List<Sample> samples, ByteBufAllocator allocator, BiConsumer<String, ByteBuf> sink)
            throws TrackException {
        // README hls-segmenter 4
    }
}
