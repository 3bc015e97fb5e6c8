package io.xiu.flv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.flv.TagType;
import org.junit.jupiter.api.Test;

class FileTimelineTest {
    private final FileTimeline shifted = new FileTimeline(true);
    private final FileTimeline given = new FileTimeline(false);

    @Test
    void isEmptyBeforeAudioAndVideo() {
        assertThat(shifted.durationMillis()).isZero();
        assertThat(shifted.place(TagType.SCRIPT, 700)).isZero();
        assertThat(given.place(TagType.SCRIPT, 700)).isEqualTo(700);
        assertThat(given.durationMillis()).isZero();
    }

    @Test
    void takesTheLastFrameToBeAsLongAsTheOneBefore() {
        given.place(TagType.VIDEO, 1_000);
        assertThat(given.durationMillis()).isZero();
        given.place(TagType.VIDEO, 1_040);
        assertThat(given.durationMillis()).isEqualTo(80);
        given.place(TagType.AUDIO, 1_060);
        assertThat(given.durationMillis()).isEqualTo(80);
        given.place(TagType.AUDIO, 1_083);
        assertThat(given.durationMillis()).isEqualTo(106);
    }

    @Test
    void takesALongStepForAGap() {
        given.place(TagType.AUDIO, 0);
        given.place(TagType.AUDIO, 1_000);
        assertThat(given.durationMillis()).isEqualTo(2_000);
        given.place(TagType.AUDIO, 1_020);
        given.place(TagType.AUDIO, 9_000);
        assertThat(given.durationMillis()).isEqualTo(9_020);
        given.place(TagType.AUDIO, 5_000);
        assertThat(given.durationMillis()).isEqualTo(9_020);
    }

    @Test
    void takesFramesOfTheSameTimeForNoStep() {
        given.place(TagType.AUDIO, 0);
        given.place(TagType.AUDIO, 20);
        given.place(TagType.AUDIO, 20);
        given.place(TagType.AUDIO, 9_000);
        assertThat(given.durationMillis()).isEqualTo(9_020);
        given.place(TagType.AUDIO, 10_001);
        assertThat(given.durationMillis()).isEqualTo(10_021);
    }

    @Test
    void beginsWhereWhatIsPresentEnds() {
        shifted.origin(100);
        shifted.present(TagType.VIDEO, 500);
        shifted.present(TagType.VIDEO, 540);
        shifted.present(TagType.SCRIPT, 90_000);
        assertThat(shifted.durationMillis()).isEqualTo(480);
        assertThat(shifted.place(TagType.SCRIPT, 1)).isEqualTo(580);
        assertThat(shifted.place(TagType.AUDIO, -9)).isEqualTo(580);
        assertThat(shifted.place(TagType.SCRIPT, 11)).isEqualTo(600);
        assertThat(shifted.place(TagType.VIDEO, -10)).isEqualTo(580);
        assertThat(shifted.place(TagType.VIDEO, 31)).isEqualTo(620);
        assertThat(shifted.durationMillis()).isEqualTo(620 + 40 - 100);
    }

    @Test
    void followsTimestampsWhereTheyBeginAnew() {
        assertThat(shifted.place(TagType.VIDEO, Integer.MAX_VALUE)).isZero();
        assertThat(shifted.place(TagType.SCRIPT, Integer.MIN_VALUE + 5)).isEqualTo(6);
        assertThat(shifted.place(TagType.VIDEO, Integer.MIN_VALUE + 39)).isEqualTo(40);
        assertThat(given.place(TagType.VIDEO, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(given.place(TagType.VIDEO, Integer.MIN_VALUE)).isEqualTo(1L + Integer.MAX_VALUE);
    }
}
