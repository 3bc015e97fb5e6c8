package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.TrackKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clocks that segments are cut by, and how long something is waited for. */
class PeriodTimesTest {
    private static final long SECOND = 90_000;

    @Test
    void patienceEndsPastItsLimit() {
        Patience patience = new Patience(1_000);
        assertThat(patience.isExhausted(500)).isFalse();
        assertThat(patience.isExhausted(1_500)).isFalse();
        assertThat(patience.isExhausted(1_501)).isTrue();
        patience.reset();
        assertThat(patience.isExhausted(5_000)).isFalse();
        assertThat(patience.isExhausted(6_000)).isFalse();
        assertThat(patience.isExhausted(4_999))
                .as("a time that falls begins anew")
                .isFalse();
        assertThat(patience.isExhausted(6_000)).isTrue();
    }

    @Test
    void videoDrivesTheClock() {
        ReferenceClock clock = new ReferenceClock();
        clock.start(1_000, true);
        assertThat(clock.now90k()).isEqualTo(1_000);
        assertThat(clock.step90k()).as("none was seen").isEqualTo(3_600);

        clock.advance(TrackKind.VIDEO, 2_800);
        assertThat(clock.now90k()).isEqualTo(2_800);
        assertThat(clock.step90k()).isEqualTo(1_800);
        clock.advance(TrackKind.VIDEO, 2_800);
        clock.advance(TrackKind.VIDEO, 1_000);
        assertThat(clock.now90k()).as("never falls").isEqualTo(2_800);
        assertThat(clock.step90k()).isEqualTo(1_800);
    }

    @Test
    void audioDrivesTheClockWhileVideoStandsStillForOverASecond() {
        ReferenceClock clock = new ReferenceClock();
        clock.start(0, true);
        clock.advance(TrackKind.AUDIO, 50_000);
        clock.advance(TrackKind.AUDIO, 50_000 + SECOND);
        assertThat(clock.now90k()).isZero();
        clock.advance(TrackKind.AUDIO, 50_001 + SECOND);
        assertThat(clock.now90k()).as("as far as the audio has come since").isEqualTo(90_001);

        clock.advance(TrackKind.VIDEO, 93_600);
        clock.advance(TrackKind.AUDIO, 50_002 + SECOND);
        clock.advance(TrackKind.AUDIO, 50_002 + 2 * SECOND);
        assertThat(clock.now90k()).as("video goes on").isEqualTo(93_600);

        clock.start(0, true);
        clock.advance(TrackKind.AUDIO, 10 * SECOND);
        assertThat(clock.now90k()).as("nothing was marked").isZero();
    }

    @Test
    void audioAloneDrivesTheClock() {
        ReferenceClock clock = new ReferenceClock();
        clock.start(0, false);
        clock.advance(TrackKind.AUDIO, 2_089);

        assertThat(clock.now90k()).isEqualTo(2_089);
        assertThat(clock.step90k()).isEqualTo(2_089);
    }

    @ParameterizedTest(name = "clock at {0}, then {1}: {2}")
    @CsvSource({
        // the last was placed at 1,000,000
        "1000000, 973000, false",
        "1000000, 972999, true",
        "1000000, 1900000, false",
        "1000000, 1900001, true",
        "0, 1900000, false",
        "0, 1900001, true",
        "1500000, 2400000, false",
        "1500000, 2400001, true",
    })
    void breaksWhereATimeCanNotFollow(long clock90k, long dts90k, boolean breaks) {
        TrackTimeline timeline = new TrackTimeline();
        assertThat(timeline.breaks(dts90k, clock90k)).as("nothing to follow").isFalse();
        timeline.start(400_000, 400_000);
        place(timeline, 1_000_000, 1_000_000);

        assertThat(timeline.breaks(dts90k, clock90k)).isEqualTo(breaks);
        timeline.reset();
        assertThat(timeline.started()).isFalse();
        assertThat(timeline.breaks(dts90k, clock90k)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"900000, true", "-900000, true", "900001, false", "-900001, false", "0, true"})
    void isNearWithinTenSeconds(long distance90k, boolean near) {
        assertThat(TrackTimeline.near(5_000 + distance90k, 5_000)).isEqualTo(near);
    }

    @Test
    void placesTimesOnTheBaseItWasGiven() {
        TrackTimeline timeline = new TrackTimeline();
        timeline.start(10 * SECOND, 500);
        assertThat(timeline.started()).isTrue();

        Sample first = place(timeline, 10 * SECOND, 10 * SECOND + 7_200);
        assertThat(first.dts90k()).isEqualTo(500);
        assertThat(first.pts90k()).isEqualTo(7_700);
        Sample same = place(timeline, 10 * SECOND, 10 * SECOND + 7_200);
        assertThat(same.dts90k()).as("a millisecond later").isEqualTo(590);
        assertThat(same.pts90k()).isEqualTo(7_700);
        Sample earlier = place(timeline, 10 * SECOND, 10 * SECOND - 1);
        assertThat(earlier.dts90k()).isEqualTo(680);
        assertThat(earlier.pts90k()).as("not before it is decoded").isEqualTo(680);
        timeline.reset();
        timeline.start(0, 0);
        assertThat(place(timeline, 0, 0).dts90k()).isZero();
    }

    @Test
    void presentsNothingOverTenSecondsAfterItsDecoding() {
        TrackTimeline timeline = new TrackTimeline();
        timeline.start(0, 0);

        assertThat(place(timeline, 0, 900_000).pts90k()).isEqualTo(900_000);
        assertThat(place(timeline, 3_600, 903_601).pts90k()).isEqualTo(903_600);
    }

    private static Sample place(TrackTimeline timeline, long dts90k, long pts90k) {
        return timeline.place(new Sample(TestTracks.video(), dts90k, pts90k, true, Unpooled.EMPTY_BUFFER));
    }
}
