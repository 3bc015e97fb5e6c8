package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where exactly a segment ends, in milliseconds. */
class CutRuleTest {
    private static final long MILLISECOND_90K = 90;

    /** A rule of which three segments were ended, and its target duration is 5 s. */
    private static CutRule usual() {
        CutRule rule = new CutRule(5);
        for (int i = 0; i < 3; i++) {
            assertThat(rule.endSegment(2_000 * MILLISECOND_90K)).isEqualTo(2_000 * MILLISECOND_90K);
        }
        assertThat(rule.targetSeconds()).isEqualTo(5);
        return rule;
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, true"})
    void theFirstThreeEndAtAKeyFrameAfterASecond(long millis, boolean cuts) {
        CutRule rule = new CutRule(5);
        rule.startPeriod();
        for (int i = 0; i < 3; i++) {
            rule.startSegment(true);
            assertThat(rule.cutsAtKeyFrame(millis * MILLISECOND_90K)).isEqualTo(cuts);
            rule.endSegment(2_000 * MILLISECOND_90K);
        }
        rule.startSegment(true);
        assertThat(rule.cutsAtKeyFrame(4_999 * MILLISECOND_90K)).isFalse();
        assertThat(rule.cutsAtKeyFrame(5_000 * MILLISECOND_90K)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, true"})
    void oneThatBeganBetweenKeyFramesEndsAtTheNext(long millis, boolean cuts) {
        CutRule rule = usual();
        rule.startSegment(false);

        assertThat(rule.cutsAtKeyFrame(millis * MILLISECOND_90K)).isEqualTo(cuts);
    }

    @ParameterizedTest
    @CsvSource({
        // interval of key frames, elapsed: half of the fragment, and then past 5,499 ms
        "4000, 2499, false",
        "3000, 2500, true",
        "2999, 2500, false",
        "1499, 4000, false",
        "1500, 4000, true"
    })
    void endsEarlyIfTheNextKeyFrameWouldComeTooLate(long intervalMillis, long millis, boolean cuts) {
        CutRule rule = usual();
        rule.keyFrame(0);
        rule.keyFrame(intervalMillis * MILLISECOND_90K);
        rule.startSegment(true);

        assertThat(rule.cutsAtKeyFrame(millis * MILLISECOND_90K)).isEqualTo(cuts);
    }

    @Test
    void theExpectedIntervalFollowsTheLongestByAnEighth() {
        CutRule rule = usual();
        rule.keyFrame(0);
        rule.keyFrame(4_000 * MILLISECOND_90K);
        rule.startSegment(true);
        assertThat(rule.cutsAtKeyFrame(2_500 * MILLISECOND_90K)).isTrue();
        rule.keyFrame(4_100 * MILLISECOND_90K);
        assertThat(rule.cutsAtKeyFrame(2_500 * MILLISECOND_90K))
                .as("3,500 ms expected")
                .isTrue();
        rule.keyFrame(4_200 * MILLISECOND_90K);
        assertThat(rule.cutsAtKeyFrame(2_500 * MILLISECOND_90K))
                .as("3,062 ms expected")
                .isTrue();
        rule.keyFrame(4_300 * MILLISECOND_90K);
        assertThat(rule.cutsAtKeyFrame(2_500 * MILLISECOND_90K))
                .as("2,680 ms expected")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2249, false", "2250, true"})
    void theFirstOfAPeriodEndsBetweenKeyFramesSoThatSomethingIsThere(long millis, boolean cuts) {
        CutRule rule = usual();
        assertThat(rule.cutsBetweenKeyFrames(millis * MILLISECOND_90K, 3_600)).isFalse();
        rule.startPeriod();

        assertThat(rule.cutsBetweenKeyFrames(millis * MILLISECOND_90K, 3_600)).isEqualTo(cuts);
        rule.endSegment(2_000 * MILLISECOND_90K);
        assertThat(rule.cutsBetweenKeyFrames(millis * MILLISECOND_90K, 3_600)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // distance of frames, elapsed: the margin is twice that, 100 ms at least and 500 at most
        "40, 5399, false",
        "40, 5400, true",
        "100, 5299, false",
        "100, 5300, true",
        "251, 4999, false",
        "251, 5000, true"
    })
    void endsBetweenKeyFramesBeforeItIsTooLong(long stepMillis, long millis, boolean cuts) {
        assertThat(usual().cutsBetweenKeyFrames(millis * MILLISECOND_90K, stepMillis * MILLISECOND_90K))
                .isEqualTo(cuts);
    }

    @Test
    void theVeryFirstHasNoLimitButThatOfItsPeriod() {
        CutRule rule = new CutRule(5);

        assertThat(rule.cutsBetweenKeyFrames(3_600_000 * MILLISECOND_90K, 3_600))
                .isFalse();
        assertThat(rule.targetSeconds()).isZero();
    }

    @Test
    void audioAloneEndsByTime() {
        CutRule rule = new CutRule(5);
        assertThat(rule.cutsAudio(1_999 * MILLISECOND_90K)).isFalse();
        assertThat(rule.cutsAudio(2_000 * MILLISECOND_90K)).isTrue();
        assertThat(usual().cutsAudio(4_999 * MILLISECOND_90K)).isFalse();
        assertThat(usual().cutsAudio(5_000 * MILLISECOND_90K)).isTrue();
        assertThat(new CutRule(1).cutsAudio(999 * MILLISECOND_90K)).isFalse();
        assertThat(new CutRule(1).cutsAudio(1_000 * MILLISECOND_90K)).isTrue();
        CutRule again = usual();
        again.startPeriod();
        assertThat(again.cutsAudio(2_000 * MILLISECOND_90K))
                .as("one short segment after a discontinuity")
                .isTrue();
        again.endSegment(2_000 * MILLISECOND_90K);
        assertThat(again.cutsAudio(2_000 * MILLISECOND_90K)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5499, 5", "5500, 6", "6000, 6", "6499, 6", "1000, 5"})
    void theFirstFixesTheTargetDuration(long millis, int seconds) {
        CutRule rule = new CutRule(5);

        assertThat(rule.endSegment(millis * MILLISECOND_90K)).isEqualTo(millis * MILLISECOND_90K);
        assertThat(rule.targetSeconds()).isEqualTo(seconds);
        rule.endSegment(60_000 * MILLISECOND_90K);
        assertThat(rule.targetSeconds()).isEqualTo(seconds);
    }

    @Test
    void theLongestIntervalOfKeyFramesCountsToo() {
        CutRule rule = new CutRule(5);
        rule.keyFrame(0);
        rule.keyFrame(7_000 * MILLISECOND_90K);
        rule.keyFrame(8_000 * MILLISECOND_90K);
        rule.endSegment(2_000 * MILLISECOND_90K);

        assertThat(rule.targetSeconds()).isEqualTo(7);
    }

    @Test
    void anIntervalOverADiscontinuityIsNone() {
        CutRule rule = new CutRule(5);
        rule.keyFrame(0);
        rule.startPeriod();
        rule.keyFrame(60_000 * MILLISECOND_90K);
        rule.endSegment(2_000 * MILLISECOND_90K);

        assertThat(rule.targetSeconds()).isEqualTo(5);
    }

    @Test
    void announcesNoMoreThanRoundsToTheTarget() {
        CutRule rule = usual();

        assertThat(rule.endSegment(5_499 * MILLISECOND_90K)).isEqualTo(5_499 * MILLISECOND_90K);
        assertThat(rule.endSegment(5_500 * MILLISECOND_90K)).isEqualTo(5_499 * MILLISECOND_90K);
    }
}
