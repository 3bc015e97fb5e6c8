package org.example.consumer;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.Segmenter;
import io.xiu.hls.segment.SegmenterSettings;
import java.util.ArrayList;
import java.util.List;

/** Cuts ten seconds of AAC into segments. */
final class Segments {
    static final int FRAMES = 470;

    private static final long FRAME_90K = 1_920;

    private Segments() {}

    static void run() throws TrackException {
        Track audio = track();
        Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT, ByteBufAllocator.DEFAULT);
        segmenter.tracks(List.of(audio));
        for (Sample sample : samples(audio)) {
            segmenter.write(sample, sample.dts90k() / 90);
        }
        segmenter.finish();
        long duration90k = 0;
        for (Segment segment; (segment = segmenter.poll()) != null; ) {
            duration90k += segment.duration90k();
            segment.data().release();
        }
        segmenter.release();
        Main.require(Math.abs(duration90k - FRAMES * FRAME_90K) < FRAME_90K, "segments of " + duration90k);
    }

    static Track track() {
        return Track.audio(1, Codec.AAC, "mp4a.40.2", 48_000, 2, new byte[] {0x11, (byte) 0x90});
    }

    static List<Sample> samples(Track audio) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            long time90k = i * FRAME_90K;
            samples.add(new Sample(audio, time90k, time90k, true, Unpooled.buffer().writeZero(100)));
        }
        return samples;
    }
}
