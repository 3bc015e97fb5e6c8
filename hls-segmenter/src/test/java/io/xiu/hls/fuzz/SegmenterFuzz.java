package io.xiu.hls.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.segment.Part;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.hls.segment.Segmenter;
import io.xiu.hls.segment.SegmenterSettings;
import io.xiu.hls.ts.TsEvent;
import io.xiu.hls.ts.TsReader;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.Choices;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.ValueCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tracks and samples of any kind, in any order, at any time. Segments of TS are whole for our own reader. */
@ExtendWith(FuzzReport.class)
class SegmenterFuzz {
    private static final List<Codec> CODECS = List.of(Codec.values());
    private static final int MOST_SAMPLES = 200;

    @FuzzTest
    void takesAnySamples(byte[] input) {
        ValueCheck.check(input, Bounds.USUAL.withHeap(4 << 20, 4_096), SegmenterFuzz::run);
    }

    private static List<Object> run(ByteBuf in) {
        Choices choices = new Choices(ByteBufUtil.getBytes(in));
        SegmentFormat format = choices.yes() ? SegmentFormat.FMP4 : SegmentFormat.TS;
        SegmenterSettings settings = new SegmenterSettings(1 + choices.below(4), 1 << 20, 0)
                .withFormat(format)
                .withPartMillis(choices.yes() ? 200 : 0);
        Segmenter segmenter = new Segmenter(settings, ByteBufAllocator.DEFAULT);
        List<Object> seen = new ArrayList<>();
        List<Track> tracks = List.of();
        long dts90k = 0;
        for (int i = 0; i < MOST_SAMPLES && !choices.isOver(); i++) {
            switch (choices.below(16)) {
                case 0, 1 -> tracks = change(segmenter, tracks, choices, seen);
                case 2 -> segmenter.discontinuity();
                case 3 -> dts90k += choices.number();
                default -> {
                    dts90k += choices.next() * 90L;
                    write(segmenter, tracks, choices, dts90k);
                }
            }
            poll(segmenter, seen);
        }
        if (choices.yes()) {
            segmenter.finish();
            poll(segmenter, seen);
        }
        segmenter.release();
        return seen;
    }

    private static List<Track> change(Segmenter segmenter, List<Track> tracks, Choices choices, List<Object> seen) {
        List<Track> changed = new ArrayList<>();
        for (int i = choices.below(4); i > 0; i--) {
            changed.add(track(i, choices));
        }
        try {
            segmenter.tracks(changed);
            return changed;
        } catch (TrackException e) {
            seen.add(e.reason());
            return tracks;
        }
    }

    private static Track track(int id, Choices choices) {
        Codec codec = choices.of(CODECS);
        byte[] configuration = choices.bytes();
        return codec.kind() == TrackKind.VIDEO
                ? Track.video(id, codec, "", choices.next() * 16, choices.next() * 16, configuration)
                : Track.audio(id, codec, "", choices.next() * 1_000, choices.below(9), configuration);
    }

    private static void write(Segmenter segmenter, List<Track> tracks, Choices choices, long dts90k) {
        if (tracks.isEmpty()) {
            return;
        }
        Track track = choices.of(tracks);
        byte[] bytes = choices.bytes();
        ByteBuf data = ByteBufAllocator.DEFAULT.buffer(4 + bytes.length);
        if (choices.yes()) {
            data.writeInt(bytes.length);
        }
        data.writeBytes(bytes);
        long pts90k = dts90k + (byte) choices.next() * 900L;
        segmenter.write(new Sample(track, dts90k, pts90k, choices.yes(), data), dts90k / 90);
    }

    private static void poll(Segmenter segmenter, List<Object> seen) {
        for (Part part; (part = segmenter.pollPart()) != null; ) {
            seen.add(List.of(part.sequence(), part.index(), part.duration90k(), part.independent()));
            part.data().release();
        }
        for (Segment segment; (segment = segmenter.poll()) != null; ) {
            seen.add(List.of(segment.sequence(), segment.duration90k(), ByteBufUtil.hashCode(segment.data())));
            if (segment.format() == SegmentFormat.TS) {
                checkWhole(segment.data().duplicate());
            }
            segment.data().release();
        }
    }

    private static void checkWhole(ByteBuf bytes) {
        TsReader reader = new TsReader(ByteBufAllocator.DEFAULT);
        for (TsEvent event; (event = reader.read(bytes)) != null; ) {
            check(event);
        }
        for (TsEvent event; (event = reader.flush()) != null; ) {
            check(event);
        }
    }

    /** What is inside the PES packets is the publisher's affair. */
    private static void check(TsEvent event) {
        if (event instanceof TsEvent.SampleRead read) {
            read.sample().data().release();
        } else if (event instanceof TsEvent.MetadataRead read) {
            read.tag().release();
        } else if (event instanceof TsEvent.Problem problem && problem.kind() != TsEvent.Problem.Kind.FRAME) {
            throw new AssertionError("in a segment of our own: " + problem);
        }
    }
}
