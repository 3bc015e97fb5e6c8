package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.hls.segment.SegmentFormat;
import io.xiu.relay.StreamKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamUrlsTest {
    @ParameterizedTest
    @CsvSource({
        "test, test.m3u8",
        "日本, %E6%97%A5%E6%9C%AC.m3u8",
        "a:b, ./a:b.m3u8",
        "[x], %5Bx%5D.m3u8",
    })
    void refersToTheMediaPlaylistBesideTheMultivariantOne(String name, String uri) {
        assertThat(new StreamUrls(new StreamKey("live", name), null).mediaUri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({", 7.ts, init-3.mp4", "https://cdn, https://cdn/live/a/7.ts, https://cdn/live/a/init-3.mp4"})
    void putsThePrefixBeforeSegments(String prefix, String segment, String initialization) {
        StreamUrls urls = new StreamUrls(new StreamKey("live", "a"), prefix);
        assertThat(urls.segmentNames().segment(7, SegmentFormat.TS)).isEqualTo(segment);
        assertThat(urls.segmentNames().initialization(3)).isEqualTo(initialization);
    }
}
