package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peaks over half to one and a half target durations of 2 s, which is 1,000 to 3,000 ms. */
class BandwidthTest {
    @ParameterizedTest(name = "{0} ms of {1} bytes, {2} ms of {3} bytes: peak {4}, average {5}")
    @CsvSource({
        "3000, 10000, 999, 100, 26667, 20206",
        "3001, 10000, 999, 100, 20200, 20200",
        "2000, 100, 1000, 9000, 72000, 24267",
        "2000, 100, 999, 9000, 24275, 24275",
        "1000, 1000, 2000, 2000, 8000, 8000",
        "1001, 1000, 2000, 5000, 20000, 15995",
    })
    void measuresPeakAndAverage(
            long firstMillis, int firstBytes, long secondMillis, int secondBytes, long peak, long average) {
        LivePlaylist playlist = new LivePlaylist(2);
        playlist.add(segment(0, firstMillis, firstBytes), 0);
        playlist.add(segment(1, secondMillis, secondBytes), 0);

        assertThat(playlist.peakBitsPerSecond()).isEqualTo(peak);
        assertThat(playlist.averageBitsPerSecond()).isEqualTo(average);
        playlist.close();
    }

    private static Segment segment(long sequence, long millis, int bytes) {
        return new Segment(
                sequence,
                millis * 90,
                2,
                false,
                true,
                0,
                SegmentFormat.TS,
                null,
                ByteBufAllocator.DEFAULT.buffer(bytes).writeZero(bytes));
    }
}
