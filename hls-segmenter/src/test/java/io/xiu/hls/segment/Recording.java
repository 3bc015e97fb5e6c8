package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsListing;
import io.xiu.hls.ts.TsListing.Item;
import io.xiu.hls.ts.TsListing.Pes;
import java.util.ArrayList;
import java.util.List;

/**
 * A segmenter under test with what came out of it. Checks what must hold for every segment whatever is fed: continuity,
 * sequence numbers, durations within the target, rising decoding times of each track, tables first.
 */
final class Recording {
    static final long SECOND = 90_000;
    static final long DATE = 1_700_000_000_000L;
    private static final long TS_OFFSET = 126_000;
    private static final long AAC_FRAME = 2_089;

    /** A segment with its content read back. */
    record Recorded(Segment segment, List<Item> items) {
        List<Pes> pes(int pid) {
            return items.stream()
                    .filter(item -> item instanceof Pes && item.pid() == pid)
                    .map(Pes.class::cast)
                    .toList();
        }

        List<Pes> video() {
            return pes(TsListing.VIDEO_PID);
        }

        List<Pes> audio() {
            return pes(TsListing.AUDIO_PID);
        }

        long millis() {
            return segment.duration90k() / 90;
        }
    }

    // Not tracked by the leak detector, which would note each of the many writes; it counts its bytes instead.
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    final Segmenter segmenter;
    final List<Recorded> segments = new ArrayList<>();
    private final TsListing reader = new TsListing();
    private long lastVideo = Long.MIN_VALUE;
    private long lastAudio = Long.MIN_VALUE;
    long wallClockOffsetMillis = DATE;

    Recording(SegmenterSettings settings, Track... tracks) {
        segmenter = new Segmenter(settings, allocator);
        tracks(tracks);
    }

    Recording(Track... tracks) {
        this(SegmenterSettings.DEFAULT, tracks);
    }

    void write(Sample sample) {
        write(sample, wallClockOffsetMillis + sample.dts90k() / 90);
    }

    void write(Sample sample, long wallClockMillis) {
        segmenter.write(sample, wallClockMillis);
        assertThat(sample.data().refCnt()).as("released").isZero();
        collect();
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

    List<Recorded> finish() {
        segmenter.finish();
        collect();
        assertThat(segmenter.heldBytes()).isZero();
        assertThat(allocator.metric().usedHeapMemory()).as("leaked").isZero();
        return segments;
    }

    /** Video of 25 fps and audio, interleaved by time, from one second to another. */
    void audioAndVideo(double from, double to, double keyFrameInterval) {
        long start = Math.round(from * SECOND);
        long end = Math.round(to * SECOND);
        long audio = start;
        long nextKey = start;
        for (long at = start; at < end; at += SECOND / 25) {
            while (audio <= at) {
                write(TestSamples.audio(audio, 50));
                audio += AAC_FRAME;
            }
            boolean key = at >= nextKey;
            if (key) {
                nextKey += Math.round(keyFrameInterval * SECOND);
            }
            write(TestSamples.video(at, key, key ? 500 : 100));
        }
    }

    void video(double from, double to, double framesPerSecond, double keyFrameInterval) {
        long start = Math.round(from * SECOND);
        long nextKey = start;
        for (int i = 0; ; i++) {
            long at = start + Math.round(i * SECOND / framesPerSecond);
            if (at >= to * SECOND) {
                return;
            }
            boolean key = at >= nextKey;
            if (key) {
                nextKey += Math.round(keyFrameInterval * SECOND);
            }
            write(TestSamples.video(at, key, 60));
        }
    }

    void audio(double from, double to) {
        for (long at = Math.round(from * SECOND); at < to * SECOND; at += AAC_FRAME) {
            write(TestSamples.audio(at, 50));
        }
    }

    List<Long> millis() {
        return segments.stream().map(Recorded::millis).toList();
    }

    /** Decoding time in the input's terms. */
    static long input90k(Pes pes) {
        return pes.dts90k() - TS_OFFSET & (1L << 33) - 1;
    }

    private void collect() {
        for (Segment segment; (segment = segmenter.poll()) != null; ) {
            try {
                Recorded recorded = new Recorded(segment, reader.read(segment.data()));
                check(recorded);
                segments.add(recorded);
            } finally {
                segment.data().release();
            }
        }
    }

    private void check(Recorded recorded) {
        Segment segment = recorded.segment();
        if (!segments.isEmpty()) {
            Segment before = segments.get(segments.size() - 1).segment();
            assertThat(segment.sequence()).isEqualTo(before.sequence() + 1);
            assertThat(segment.targetDurationSeconds()).isEqualTo(before.targetDurationSeconds());
        }
        assertThat(Math.round(segment.duration90k() / 90_000.0)).isLessThanOrEqualTo(segment.targetDurationSeconds());
        assertThat(segment.duration90k()).isPositive();
        assertThat(recorded.items().get(0).pid()).isZero();
        assertThat(recorded.items().get(1).pid()).isEqualTo(0x100);
        if (segment.discontinuity()) {
            lastVideo = Long.MIN_VALUE;
            lastAudio = Long.MIN_VALUE;
        }
        lastVideo = assertRising(recorded.video(), lastVideo);
        lastAudio = assertRising(recorded.audio(), lastAudio);
        assertThat(recorded.video().size() + recorded.audio().size()).isPositive();
        if (segment.keyFrameFirst() && !recorded.video().isEmpty()) {
            assertThat(recorded.video().get(0).randomAccess()).isTrue();
        }
    }

    private static long assertRising(List<Pes> frames, long before) {
        long last = before;
        for (Pes frame : frames) {
            assertThat(frame.pts90k() - frame.dts90k() & (1L << 33) - 1).isLessThanOrEqualTo(10 * SECOND);
            if (last != Long.MIN_VALUE) {
                assertThat((frame.dts90k() - last & (1L << 33) - 1) - 1)
                        .as("rise")
                        .isBetween(0L, 1L << 32);
            }
            last = frame.dts90k();
        }
        return last;
    }
}
