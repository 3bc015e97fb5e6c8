package io.xiu.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.server.sample.DropCounts.Reason;
import org.junit.jupiter.api.Test;

class DropCountsTest {
    @Test
    void saysHowManyForWhichReason() {
        DropCounts drops = new DropCounts();
        assertThat(drops).hasToString("");
        drops.add(Reason.OTHER_TRACK);
        drops.add(Reason.TAG);
        drops.add(Reason.OTHER_TRACK);
        assertThat(drops).hasToString("1 tag, 2 other track");
        assertThat(drops.of(Reason.OTHER_TRACK)).isEqualTo(2);
        assertThat(drops.of(Reason.CODEC)).isZero();
    }
}
