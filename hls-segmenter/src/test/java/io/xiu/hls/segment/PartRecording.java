package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A segmenter under test with the segments and parts that came out of it. Checks what must hold whatever is fed: order,
 * sequence numbers, durations within their targets, and that the parts of a segment are its bytes.
 */
final class PartRecording {
    static final long SECOND = 90_000;
    static final long DATE = 1_700_000_000_000L;
    private static final long AAC_FRAME = 2_089;

    /** A segment and its parts with their bytes; the buffers are released. */
    @SuppressWarnings("ArrayRecordComponent")
    record Taken(Segment segment, byte[] bytes, List<Part> parts, List<byte[]> partBytes) {
        List<Long> partMillis() {
            return parts.stream().map(part -> part.duration90k() / 90).toList();
        }

        byte[] initialization() {
            InitializationSegment initialization = segment.initialization();
            return initialization == null ? new byte[0] : initialization.bytes();
        }
    }

    // Not tracked by the leak detector, which would note each of the many writes; it counts its bytes instead.
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final SegmenterSettings settings;
    final Segmenter segmenter;
    final List<Taken> segments = new ArrayList<>();
    private List<Part> parts = new ArrayList<>();
    private List<byte[]> partBytes = new ArrayList<>();

    PartRecording(SegmenterSettings settings, Track... tracks) {
        this.settings = settings;
        segmenter = new Segmenter(settings, allocator);
        tracks(tracks);
    }

    void tracks(Track... tracks) {
        try {
            segmenter.tracks(List.of(tracks));
        } catch (TrackException e) {
            throw new AssertionError(e);
        }
        collect();
    }

    void discontinuity() {
        segmenter.discontinuity();
        collect();
    }

    void write(Sample sample) {
        segmenter.write(sample, DATE + sample.dts90k() / 90);
        collect();
    }

    List<Taken> finish() {
        segmenter.finish();
        collect();
        assertThat(parts).isEmpty();
        assertThat(segmenter.heldBytes()).isZero();
        assertThat(allocator.metric().usedHeapMemory()).as("leaked").isZero();
        return segments;
    }

    /** Video of a key frame each interval and audio, interleaved by time, from one second to another. */
    void audioAndVideo(double from, double to, double framesPerSecond, double keyFrameInterval) {
        long start = Math.round(from * SECOND);
        long audio = start;
        long nextKey = start;
        for (int i = 0; ; i++) {
            long at = start + Math.round(i * SECOND / framesPerSecond);
            if (at >= Math.round(to * SECOND)) {
                return;
            }
            for (; audio <= at; audio += AAC_FRAME) {
                write(TestSamples.audio(audio, 50));
            }
            boolean key = at >= nextKey;
            nextKey += key ? Math.round(keyFrameInterval * SECOND) : 0;
            write(TestSamples.video(at, key, key ? 500 : 100));
        }
    }

    void audio(double from, double to) {
        for (long at = Math.round(from * SECOND); at < to * SECOND; at += AAC_FRAME) {
            write(TestSamples.audio(at, 50));
        }
    }

    private void collect() {
        for (; ; ) {
            for (Part part; (part = segmenter.pollPart()) != null; ) {
                assertThat(part.index()).isEqualTo(parts.size());
                partBytes.add(ByteBufUtil.getBytes(part.data()));
                part.data().release();
                parts.add(part);
            }
            Segment segment = segmenter.poll();
            if (segment == null) {
                return;
            }
            byte[] bytes = ByteBufUtil.getBytes(segment.data());
            segment.data().release();
            Taken taken = new Taken(segment, bytes, parts, partBytes);
            parts = new ArrayList<>();
            partBytes = new ArrayList<>();
            check(taken);
            segments.add(taken);
        }
    }

    private void check(Taken taken) {
        Segment segment = taken.segment();
        long expected = segments.isEmpty()
                ? settings.firstSequence()
                : segments.get(segments.size() - 1).segment().sequence() + 1;
        assertThat(segment.sequence()).isEqualTo(expected);
        assertThat(Math.round(segment.duration90k() / 90_000.0)).isLessThanOrEqualTo(segment.targetDurationSeconds());
        assertThat(segment.format()).isEqualTo(settings.format());
        assertThat(segment.initialization() == null).isEqualTo(settings.format() == SegmentFormat.TS);
        if (settings.partMillis() == 0 || segments.isEmpty()) {
            assertThat(taken.parts()).isEmpty();
            return;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        taken.partBytes().forEach(joined::writeBytes);
        assertThat(joined.toByteArray()).isEqualTo(taken.bytes());
        assertThat(taken.parts()).isNotEmpty().allSatisfy(part -> {
            assertThat(part.sequence()).isEqualTo(segment.sequence());
            assertThat(part.duration90k()).isBetween(1L, settings.partMillis() * 90L);
            assertThat(part.discontinuity()).isEqualTo(segment.discontinuity());
            assertThat(part.programDateTimeMillis()).isEqualTo(segment.programDateTimeMillis());
            assertThat(part.format()).isEqualTo(segment.format());
            assertThat(part.initialization()).isEqualTo(segment.initialization());
        });
        assertThat(taken.parts().get(0).independent()).isEqualTo(segment.keyFrameFirst());
        assertThat(taken.partBytes()).allSatisfy(bytes -> assertThat(bytes).isNotEmpty());
    }
}
