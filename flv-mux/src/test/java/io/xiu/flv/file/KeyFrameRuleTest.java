package io.xiu.flv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFrameRuleTest {
    /** One track, AVC, track id 3 or 4; a key frame. */
    private static final String TRACK_3 = "96 01 'avc1' 03 000000 65";

    private static final String TRACK_4 = "96 01 'avc1' 04 000000 65";

    @ParameterizedTest
    @CsvSource({
        "17 01 000000 65, true",
        "17 01, false",
        "17 00 000000 01, false",
        "17 02 000000, false",
        "27 01 000000 41, false",
        "12, true",
        "22, false",
        "57 00, false",
        "91 68766331 000000 26, true",
        "90 68766331 01, false",
        "A1 68766331 000000 02, false",
        "'', false"
    })
    void knowsCodedKeyFrames(String body, boolean expected) {
        assertThat(new KeyFrameRule().holdsFor(Hex.bytes(body))).isEqualTo(expected);
    }

    @Test
    void staysWithTheTrackThatCameFirst() {
        KeyFrameRule rule = new KeyFrameRule();
        assertThat(rule.holdsFor(Hex.bytes("57 00"))).isFalse();
        assertThat(rule.holdsFor(Hex.bytes(TRACK_3))).isTrue();
        assertThat(rule.holdsFor(Hex.bytes(TRACK_4))).isFalse();
        assertThat(rule.holdsFor(Hex.bytes("17 01 000000 65"))).isFalse();
        assertThat(rule.holdsFor(Hex.bytes(TRACK_3))).isTrue();
    }
}
