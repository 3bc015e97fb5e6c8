package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartRuleTest {
    private static final long START_90K = 1_000_000;
    private static final long MILLISECOND_90K = 90;

    private final PartRule rule = new PartRule(400);

    @ParameterizedTest(name = "independent {0}, before a key frame {1}, after {2} ms of frames of {3} ms: {4}")
    @CsvSource({
        "false, false, 360, 40, false",
        "false, false, 361, 40, true",
        "false, false, 360, 41, true",
        "false, true, 339, 40, false",
        "false, true, 340, 40, true",
        "true, true, 40, 40, true",
        "true, true, 0, 40, false",
        "true, false, 40, 40, false",
        "true, false, 0, 500, false",
        "false, true, -40, 500, false",
    })
    void endsAPart(boolean independent, boolean keyFrame, long millis, long stepMillis, boolean cuts) {
        rule.start(START_90K, independent);

        assertThat(rule.cuts(keyFrame, START_90K + millis * MILLISECOND_90K, stepMillis * MILLISECOND_90K))
                .isEqualTo(cuts);
        assertThat(rule.isIndependent()).isEqualTo(independent);
    }

    @Test
    void aPartLastsAMillisecondAtLeastAndTheTargetAtMost() {
        rule.start(START_90K, true);

        assertThat(rule.duration90k(START_90K)).isEqualTo(90);
        assertThat(rule.duration90k(START_90K - 900)).isEqualTo(90);
        assertThat(rule.duration90k(START_90K + 91)).isEqualTo(91);
        assertThat(rule.duration90k(START_90K + 36_000)).isEqualTo(36_000);
        assertThat(rule.duration90k(START_90K + 36_001)).isEqualTo(36_000);
    }
}
