package io.xiu.hls.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTimelineTest {
    private static final int FRAME = 1_024;

    @ParameterizedTest
    @CsvSource({
        "44100, 1024", "48000, 1024", "96000, 1024", "22050, 1024", "8000, 1024", "7350, 1024",
        "44100, 1152", "22050, 576", "32000, 1536", "48000, 120", "44100, 4608", "192000, 4096"
    })
    void leavesNoGapBetweenFramesStampedInMilliseconds(int rate, int frame) {
        for (int phase = 0; phase < 100; phase += 7) {
            MediaTimeline rounded = new MediaTimeline(rate);
            MediaTimeline truncated = new MediaTimeline(rate);
            long lastRounded = Long.MIN_VALUE;
            long lastTruncated = Long.MIN_VALUE;
            int moved = 0;
            for (int i = 0; i < 1_000; i++) {
                double millis = phase / 100.0 + i * 1_000.0 * frame / rate;
                long a = place(rounded, Math.round(millis), frame, rate);
                long b = place(truncated, (long) millis, frame, rate);
                if (i > 0) {
                    moved += Math.abs((int) (a - lastRounded) - frame) + Math.abs((int) (b - lastTruncated) - frame);
                }
                lastRounded = a;
                lastTruncated = b;
            }
            assertThat(moved)
                    .as("periods by which frames were moved, phase %s", phase)
                    .isLessThan(7);
        }
    }

    /** Places a frame, and checks the promise about its stamp. */
    private static long place(MediaTimeline timeline, long millis, int frame, int rate) {
        long placed = timeline.place(millis * 90, frame);
        assertThat(Math.abs(placed * 1_000.0 / rate - millis))
                .as("ms off at %s ms", millis)
                .isLessThan(1);
        return placed;
    }

    @Test
    void followsAClockThatRunsTooFastInSmallSteps() {
        MediaTimeline timeline = new MediaTimeline(48_000);
        long last = timeline.place(0, FRAME);
        for (int i = 1; i < 100_000; i++) {
            long millis = Math.round(i * 1_000.0 * FRAME / 48_000 * 1.0003);
            long placed = place(timeline, millis, FRAME, 48_000);
            assertThat(placed - last).as("frame %s", i).isBetween(FRAME - 48L, FRAME + 48L);
            last = placed;
        }
    }

    @Test
    void beginsAnewAtTheStampAfterALoss() {
        MediaTimeline timeline = new MediaTimeline(48_000);
        timeline.place(0, FRAME);

        assertThat(timeline.place(43 * 90, FRAME))
                .as("one frame lost: 22 ms late")
                .isEqualTo(43 * 48);
        assertThat(timeline.place(64 * 90, FRAME)).isEqualTo(43 * 48 + FRAME);
        assertThat(timeline.place(75 * 90, FRAME)).as("11 ms early").isEqualTo(75 * 48);
        long end = 75 * 48 + FRAME;
        assertThat(timeline.place((end + 94) * 90 / 48, FRAME)).as("2 ms late").isEqualTo(end + 94 - 47);
        end += 47 + FRAME;
        assertThat(timeline.place((end + 95) * 90 / 48, FRAME)).as("a bit more").isEqualTo(end + 95);
    }

    @Test
    void usesStampsAsTheyAreWhereLengthsArentKnown() {
        MediaTimeline timeline = new MediaTimeline(90_000);
        Random random = new Random(1);
        for (long dts90k = -5_000; dts90k < 1_000_000; dts90k += 1 + random.nextInt(5_000)) {
            assertThat(timeline.place(dts90k, 0)).isEqualTo(dts90k);
        }
    }

    @Test
    void risesWhereStampsAreTooCloseForItsUnits() {
        MediaTimeline timeline = new MediaTimeline(8_000);

        assertThat(timeline.place(0, 0)).isZero();
        assertThat(timeline.place(1, 0)).isEqualTo(1);
        assertThat(timeline.place(2, 0)).isEqualTo(2);
        assertThat(timeline.place(900, 0)).isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1L << 33, 1L << 48, Mp4Muxer.MAX_TIME_90K, -1, -Mp4Muxer.MAX_TIME_90K})
    void countsFarBeyondWhereTransportStreamsWrap(long time90k) {
        long whole = time90k / 90_000;

        assertThat(new MediaTimeline(192_000).place(whole * 90_000, 0)).isEqualTo(whole * 192_000);
        assertThat(new MediaTimeline(44_100).place(whole * 90_000 + 100, 0)).isEqualTo(whole * 44_100 + 49);
        assertThat(new MediaTimeline(44_100).place(whole * 90_000 - 100, 0)).isEqualTo(whole * 44_100 - 49);
    }

    @Test
    void saysHowLongTheLastSampleLasts() {
        MediaTimeline timeline = new MediaTimeline(90_000);

        timeline.place(1_000, 0);
        assertThat(timeline.knowsLength()).isFalse();
        assertThat(timeline.usualLength()).as("a guess").isEqualTo(1);
        assertThat(timeline.lengthUntil(4_000)).isEqualTo(3_000);
        assertThat(timeline.lengthUntil(1_050)).isEqualTo(50);
        timeline.place(4_600, 0);
        assertThat(timeline.knowsLength()).isTrue();
        assertThat(timeline.usualLength()).isEqualTo(3_600);
        assertThat(timeline.lengthUntil(8_000)).isEqualTo(3_400);
        assertThat(timeline.lengthUntil(4_600)).as("an end that can't be").isEqualTo(3_600);
        assertThat(timeline.lengthUntil(-1)).as("an end that can't be").isEqualTo(3_600);
    }

    @Test
    void letsAFrameLastAsLongAsItSaysUnlessTheNextIsFarAway() {
        MediaTimeline timeline = new MediaTimeline(48_000);
        timeline.place(0, FRAME);

        assertThat(timeline.usualLength()).isEqualTo(FRAME);
        assertThat(timeline.lengthUntil(21 * 90)).isEqualTo(FRAME);
        assertThat(timeline.lengthUntil(22 * 90)).isEqualTo(FRAME);
        assertThat(timeline.lengthUntil(30 * 90)).isEqualTo(30 * 48);
    }
}
