package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.DropReason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a period waits for a key frame, and for a track on the base of the other. */
class PeriodWaitTest {
    private static final long SECOND = 90_000;

    private final Recording recording = new Recording(TestTracks.video(), TestTracks.audio());

    @AfterEach
    void release() {
        recording.segmenter.release();
    }

    @Test
    void audioWaitsTenSecondsForAKeyFrame() {
        recording.write(TestSamples.audio(5, 50));
        recording.write(TestSamples.audio(5 + 10 * SECOND, 50));
        assertThat(recording.segmenter.dropped(DropReason.WAITING_FOR_KEY_FRAME))
                .isEqualTo(2);

        recording.write(TestSamples.audio(6 + 10 * SECOND, 50));

        assertThat(recording.segmenter.dropped(DropReason.WAITING_FOR_KEY_FRAME))
                .isEqualTo(2);
        assertThat(recording.finish()).hasSize(1);
    }

    @Test
    void aTrackWaitsTwoSecondsOnAnotherBase() {
        recording.write(TestSamples.video(0, true, 50));
        recording.write(TestSamples.audio(100 * SECOND, 50));
        recording.write(TestSamples.audio(102 * SECOND, 50));
        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(2);

        recording.write(TestSamples.audio(102 * SECOND + 1, 50));

        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(2);
        assertThat(recording.finish().get(0).audio())
                .singleElement()
                .satisfies(pes -> assertThat(Recording.input90k(pes)).isZero());
    }

    @Test
    void aTrackWithinTenSecondsKeepsItsBase() {
        recording.write(TestSamples.video(0, true, 50));
        recording.write(TestSamples.audio(10 * SECOND + 1, 50));
        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(1);
        recording.write(TestSamples.audio(10 * SECOND, 50));

        assertThat(recording.segmenter.dropped(DropReason.TIMESTAMP)).isEqualTo(1);
        assertThat(recording.finish().get(0).audio())
                .singleElement()
                .satisfies(pes -> assertThat(Recording.input90k(pes)).isEqualTo(10 * SECOND));
    }

    @Test
    void samplesMayBeAQuarterOfASegment() {
        Recording small = new Recording(new SegmenterSettings(5, 1 << 20, 0), TestTracks.video());
        Sample tooLong = TestSamples.video(0, true, (1 << 18) - 3);
        Sample longest = TestSamples.video(0, true, (1 << 18) - 4);
        assertThat(longest.data().readableBytes()).isEqualTo(1 << 18);

        small.write(tooLong);
        assertThat(small.segmenter.dropped(DropReason.TOO_LONG)).isEqualTo(1);
        small.write(longest);
        assertThat(small.segmenter.dropped(DropReason.TOO_LONG)).isEqualTo(1);
        assertThat(small.finish()).hasSize(1);
    }

    @Test
    void audioOfUnderASecondBeforeTheFirstVideoIsDropped() throws TrackException {
        for (long last90k : new long[] {SECOND - 1, SECOND}) {
            Recording audioFirst = new Recording(TestTracks.audio());
            audioFirst.write(TestSamples.audio(0, 50));
            audioFirst.write(TestSamples.audio(last90k, 50));
            audioFirst.segmenter.tracks(List.of(TestTracks.video(), TestTracks.audio()));

            assertThat(audioFirst.finish()).hasSize(last90k < SECOND ? 0 : 1);
        }
    }

    @Test
    void theLastFrameLastsAsLongAsTheStepBeforeItButNoMoreThanASecond() {
        recording.write(TestSamples.video(0, true, 50));
        recording.write(TestSamples.video(5 * SECOND, false, 50));
        recording.finish();
        assertThat(recording.millis()).containsExactly(5_000L, 1_000L);

        Recording slow = new Recording(TestTracks.video());
        slow.write(TestSamples.video(0, true, 50));
        slow.write(TestSamples.video(SECOND, false, 50));
        slow.finish();
        assertThat(slow.millis()).containsExactly(2_000L);

        Recording one = new Recording(TestTracks.video());
        one.write(TestSamples.video(0, true, 50));
        one.finish();
        assertThat(one.millis()).as("no step was seen").containsExactly(40L);
    }
}
