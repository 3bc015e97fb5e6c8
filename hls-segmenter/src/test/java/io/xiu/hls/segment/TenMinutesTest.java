package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsEvent;
import io.xiu.hls.ts.TsEvent.ClockRead;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.SampleRead;
import io.xiu.hls.ts.TsEvents;
import io.xiu.hls.ts.TsReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten minutes of stream time in segments, over the wrap of the 33 bits, read as one stream. */
class TenMinutesTest {
    private static final long SECOND = 90_000;
    private static final long MINUTES_10 = 600 * SECOND;
    private static final long WRAP = 1L << 33;
    private static final long MAX_PCR_INTERVAL = SECOND / 10;
    /** Of a PCR to the DTS behind it: what a decoder's buffer may hold. */
    private static final long MAX_DELAY = SECOND;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT, allocator);
    private final TsReader reader = TsEvents.reader();
    private final List<TsEvent> events = new ArrayList<>();

    private void write(Sample sample) {
        segmenter.write(sample, 0);
        collect();
    }

    private void collect() {
        for (Segment segment; (segment = segmenter.poll()) != null; ) {
            TsEvents.add(reader, ByteBufUtil.getBytes(segment.data()), events);
            segment.data().release();
        }
    }

    @Test
    void countersAndClockAreRightAllTheWay() throws TrackException {
        segmenter.tracks(List.of(TestTracks.video(), TestTracks.audio()));
        long start = WRAP - MINUTES_10 / 2;
        int pictures = 0;
        int frames = 0;
        for (long at = start; at < start + MINUTES_10; at += SECOND / 25) {
            write(TestSamples.video(at, pictures % 50 == 0, pictures % 50 == 0 ? 900 : 150));
            pictures++;
            for (long audio; (audio = start + frames * 1_024L * SECOND / 44_100) <= at; frames++) {
                write(TestSamples.audio(audio, 50));
            }
        }
        segmenter.finish();
        collect();

        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
        assertThat(TsEvents.samples(1, events).size()).isEqualTo(pictures);
        assertThat(TsEvents.samples(2, events).size()).isEqualTo(frames);
        assertClock();
    }

    private void assertClock() {
        long clock = -1;
        for (TsEvent event : events) {
            if (event instanceof ClockRead read) {
                long step = (read.base90k() - clock) & (WRAP - 1);
                assertThat(clock < 0 || (step > 0 && step <= MAX_PCR_INTERVAL))
                        .as("step %d", step)
                        .isTrue();
                clock = read.base90k();
            } else if (event instanceof SampleRead read) {
                long delay = (read.sample().dts90k() - clock) & (WRAP - 1);
                assertThat(delay).as("from the clock to the DTS").isBetween(1L, MAX_DELAY);
            }
        }
        assertThat(clock).isNotNegative();
    }
}
