package org.example.consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.playlist.LivePlaylist;
import io.xiu.hls.playlist.MediaPlaylist;
import io.xiu.hls.playlist.MediaPlaylistWriter;
import io.xiu.hls.segment.InitializationSegment;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.hls.segment.Segmenter;
import io.xiu.hls.segment.SegmenterSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Cuts samples into segments and writes their playlist. */
final class SegmenterReadme {
    private SegmenterReadme() {}

    // README hls-segmenter 1

    // README hls-segmenter 2
}
