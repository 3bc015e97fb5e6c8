package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectUrlTest {
    private static final String CURRENT = "rtmp://host:1936/live?key=1";

    @ParameterizedTest
    @NullAndEmptySource
    void nothingMeansTheUrlInUse(@Nullable String reference) {
        assertThat(ReconnectUrl.resolve(CURRENT, reference)).isEqualTo(CURRENT);
    }

    @ParameterizedTest
    @CsvSource({
        "/other, rtmp://host:1936/other",
        "//other/app, rtmp://other/app",
        "RTMPS://other/app?key=2, RTMPS://other/app?key=2",
        "Rtmp://other, Rtmp://other",
        "rtmp://[::1]:1935/app, rtmp://[::1]:1935/app"
    })
    void aReferenceIsResolvedAgainstTheUrlInUse(String reference, String resolved) {
        assertThat(ReconnectUrl.resolve(CURRENT, reference)).isEqualTo(resolved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/live", "rtmpt://host/live", "rtmp:live", "rtmp:///live", "%", "a b", "//"})
    void whatIsNoRtmpUrlWithAHostLeadsNowhere(String reference) {
        assertThat(ReconnectUrl.resolve(CURRENT, reference)).isNull();
    }

    @Test
    void aReferenceHasUpTo2048Characters() {
        String longest = "/" + "x".repeat(2_047);
        assertThat(ReconnectUrl.resolve(CURRENT, longest)).isEqualTo("rtmp://host:1936" + longest);
        assertThat(ReconnectUrl.resolve(CURRENT, longest + "x")).isNull();
    }

    @Test
    void aUrlInUseThatIsNoneLeadsNowhere() {
        assertThat(ReconnectUrl.resolve("rtmp://ho st/live", "/other")).isNull();
        assertThat(ReconnectUrl.resolve("", "/other")).isNull();
    }
}
