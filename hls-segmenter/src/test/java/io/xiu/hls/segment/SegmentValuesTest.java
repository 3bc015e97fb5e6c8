package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class SegmentValuesTest {
    private static final InitializationSegment INITIALIZATION = new InitializationSegment(3, new byte[] {1, 2});

    @Test
    void initializationSegmentsAreEqualByTheirBytes() {
        assertThat(INITIALIZATION)
                .isEqualTo(new InitializationSegment(3, new byte[] {1, 2}))
                .hasSameHashCodeAs(new InitializationSegment(3, new byte[] {1, 2}))
                .isNotEqualTo(new InitializationSegment(4, new byte[] {1, 2}))
                .isNotEqualTo(new InitializationSegment(3, new byte[] {1, 3}))
                .isNotEqualTo("3")
                .hasToString("InitializationSegment[number=3, 2 bytes]");
        assertThat(INITIALIZATION.hashCode()).isNotEqualTo(new InitializationSegment(3, new byte[] {1, 3}).hashCode());
    }

    @Test
    void onlyTheDiscontinuityIsAdded() {
        Segment segment =
                new Segment(7, 90_000, 2, false, true, 5, SegmentFormat.FMP4, INITIALIZATION, Unpooled.EMPTY_BUFFER);
        assertThat(segment.withDiscontinuity())
                .isEqualTo(new Segment(
                        7, 90_000, 2, true, true, 5, SegmentFormat.FMP4, INITIALIZATION, Unpooled.EMPTY_BUFFER));

        Part part = new Part(7, 1, 9_000, true, false, 5, SegmentFormat.FMP4, INITIALIZATION, Unpooled.EMPTY_BUFFER);
        assertThat(part.withDiscontinuity())
                .isEqualTo(new Part(
                        7, 1, 9_000, true, true, 5, SegmentFormat.FMP4, INITIALIZATION, Unpooled.EMPTY_BUFFER));
    }

    @Test
    void settingsKeepWhatTheyHave() {
        assertThat(SegmenterSettings.DEFAULT
                        .withFormat(SegmentFormat.FMP4)
                        .withPartMillis(200)
                        .withFirstInitialization(9)
                        .withFragmentSeconds(3))
                .isEqualTo(new SegmenterSettings(3, 50 << 20, 0, SegmentFormat.FMP4, 200, 9));
        assertThat(SegmenterSettings.DEFAULT).isEqualTo(new SegmenterSettings(5, 50 << 20, 0, SegmentFormat.TS, 0, 0));
    }

    @Test
    void settingsHaveBounds() {
        refuses(() -> SegmenterSettings.DEFAULT.withFragmentSeconds(0));
        refuses(() -> SegmenterSettings.DEFAULT.withFragmentSeconds(3_601));
        refuses(() -> new SegmenterSettings(5, (1 << 20) - 1, 0));
        refuses(() -> new SegmenterSettings(5, 1 << 20, -1));
        refuses(() -> SegmenterSettings.DEFAULT.withFirstInitialization(-1));
        assertThat(SegmenterSettings.DEFAULT.withFragmentSeconds(3_600).fragmentSeconds())
                .isEqualTo(3_600);
        assertThat(SegmenterSettings.DEFAULT.withPartMillis(20).partMillis()).isEqualTo(20);
        assertThat(SegmenterSettings.DEFAULT.withPartMillis(60_000).partMillis())
                .isEqualTo(60_000);
    }

    private static void refuses(Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
    }
}
