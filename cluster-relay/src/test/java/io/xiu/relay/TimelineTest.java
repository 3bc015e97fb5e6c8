package io.xiu.relay;

import static io.xiu.rtmp.message.MediaKind.AUDIO;
import static io.xiu.rtmp.message.MediaKind.DATA;
import static io.xiu.rtmp.message.MediaKind.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
    private final Timeline timeline = new Timeline();

    @Test
    void leavesTheFirstPublishersTimestampsAsTheyAre() {
        assertThat(timeline.place(DATA, 0)).isZero();
        assertThat(timeline.place(VIDEO, 5_000)).isEqualTo(5_000);
        assertThat(timeline.place(AUDIO, 4_990)).isEqualTo(4_990);
        assertThat(timeline.place(VIDEO, 5_040)).isEqualTo(5_040);
        assertThat(timeline.takeDiscontinuity()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0xFFFFFFL, 1L << 31, 1L << 32})
    void goesThroughEveryWrapWithoutAGap(long boundary) {
        long first = boundary - 300_000;
        for (long t = first; t < boundary + 300_000; t += 20) {
            assertThat(timeline.place(AUDIO, (int) (t + 7))).isEqualTo(t + 7);
            assertThat(timeline.place(VIDEO, (int) t)).isEqualTo(t);
        }
        assertThat(timeline.takeDiscontinuity()).isFalse();
    }

    @Test
    void takesAJumpFromTheLargestSigned31BitsToZeroForAWrap() {
        long first = (1L << 31) - 1_000;
        for (long t = first; t < first + 5_000; t += 40) {
            int sent = (int) (t & 0x7FFFFFFF);
            assertThat(timeline.place(VIDEO, sent)).isEqualTo(t);
            assertThat(timeline.place(AUDIO, (int) ((t + 11) & 0x7FFFFFFF))).isEqualTo(t + 11);
        }
        assertThat(timeline.takeDiscontinuity()).isFalse();
    }

    @Test
    void givesAReturningPublisherOneOffsetForBothTracks() {
        timeline.place(VIDEO, 1_000);
        timeline.place(VIDEO, 1_040);
        timeline.place(AUDIO, 1_060);
        timeline.publisherChanged();
        assertThat(timeline.place(VIDEO, 0)).isEqualTo(1_100);
        assertThat(timeline.takeDiscontinuity()).isTrue();
        assertThat(timeline.place(AUDIO, 13)).isEqualTo(1_113);
        assertThat(timeline.place(VIDEO, 40)).isEqualTo(1_140);
        assertThat(timeline.takeDiscontinuity()).isFalse();
    }

    @Test
    void neverGoesBackWhenTheReturningPublishersSecondTrackBeginsEarlier() {
        timeline.place(VIDEO, 0);
        timeline.place(VIDEO, 40);
        timeline.publisherChanged();
        assertThat(timeline.place(VIDEO, 500)).isEqualTo(80);
        assertThat(timeline.place(AUDIO, 450)).isEqualTo(80);
        assertThat(timeline.place(AUDIO, 540)).isEqualTo(120);
    }

    @Test
    void setsTheTimelineAnewOnceWhenBothTracksJump() {
        timeline.place(VIDEO, 100_000);
        timeline.place(AUDIO, 100_010);
        timeline.place(VIDEO, 100_040);
        assertThat(timeline.place(VIDEO, 0)).isEqualTo(100_080);
        assertThat(timeline.takeDiscontinuity()).isTrue();
        assertThat(timeline.place(AUDIO, 100_050))
                .as("a late one of the old timeline")
                .isEqualTo(100_050);
        assertThat(timeline.place(AUDIO, 12)).isEqualTo(100_092);
        assertThat(timeline.place(VIDEO, 40)).isEqualTo(100_120);
        assertThat(timeline.takeDiscontinuity()).isFalse();
    }

    @Test
    void closesAForwardGapOfMoreThanTenSeconds() {
        timeline.place(VIDEO, 0);
        timeline.place(VIDEO, 40);
        assertThat(timeline.place(VIDEO, 10_040)).as("just allowed").isEqualTo(10_040);
        assertThat(timeline.takeDiscontinuity()).isFalse();
        assertThat(timeline.place(VIDEO, 3_600_000)).isLessThan(10_500);
        assertThat(timeline.takeDiscontinuity()).isTrue();
    }

    @Test
    void aGapOfAMillisecondMoreThanAllowedIsClosed() {
        timeline.place(VIDEO, 0);
        timeline.place(VIDEO, 40);
        assertThat(timeline.place(VIDEO, 10_041)).isEqualTo(80);
        assertThat(timeline.takeDiscontinuity()).isTrue();
    }

    @Test
    void aStepBackOfHalfASecondIsClampedAndAMillisecondMoreSetsTheTimelineAnew() {
        timeline.place(VIDEO, 1_000);
        timeline.place(VIDEO, 1_040);
        assertThat(timeline.place(VIDEO, 540)).isEqualTo(1_040);
        assertThat(timeline.takeDiscontinuity()).isFalse();
        assertThat(timeline.place(VIDEO, 539)).isEqualTo(1_080);
        assertThat(timeline.takeDiscontinuity()).isTrue();
    }

    @Test
    void clampsASmallStepBack() {
        timeline.place(VIDEO, 1_000);
        assertThat(timeline.place(VIDEO, 999)).isEqualTo(1_000);
        assertThat(timeline.place(VIDEO, 1_040)).isEqualTo(1_040);
        assertThat(timeline.takeDiscontinuity()).isFalse();
    }

    @Test
    void bringsTracksTogetherWhoseClocksAreHoursApart() {
        timeline.place(VIDEO, 0);
        timeline.place(VIDEO, 40);
        assertThat(timeline.place(AUDIO, 7_200_000)).isBetween(40L, 300L);
        assertThat(timeline.place(VIDEO, 80)).isEqualTo(80);
        assertThat(timeline.place(AUDIO, 7_200_023)).isBetween(60L, 323L);
    }

    @Test
    void stampsDataWithTheLargestTimestampSoFar() {
        timeline.place(VIDEO, 700);
        assertThat(timeline.place(DATA, 0)).isEqualTo(700);
    }
}
