package io.xiu.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpTargetTest {
    @Test
    void splitsAPathAtItsSlashes() {
        assertThat(parse("/").segments()).isEmpty();
        assertThat(parse("/live/a.flv").segments()).containsExactly("live", "a.flv");
        assertThat(parse("/live/").segments()).containsExactly("live", "");
        assertThat(parse("/a/...").segments()).containsExactly("a", "...");
    }

    @Test
    void decodesExactlyOnce() {
        assertThat(parse("/a%2520b/%61%c3%A9+").segments()).containsExactly("a%20b", "a\u00e9+");
    }

    @Test
    void readsParametersAndKeepsTheFirstOfTheSameName() {
        HttpTarget target = parse("/a?token=x%26y+z&token=2&flag&=v&e=a=b");
        assertThat(target.path()).isEqualTo("/a");
        assertThat(target.parameter("token")).isEqualTo("x&y z");
        assertThat(target.parameter("flag")).isEmpty();
        assertThat(target.parameter("e")).isEqualTo("a=b");
        assertThat(target.parameter("none")).isNull();
        assertThat(target).hasToString("/a");
    }

    @Test
    void readsTheAbsoluteFormAsItsPath() {
        assertThat(parse("http://host:80/a?b=1").path()).isEqualTo("/a");
        assertThat(parse("HTTP://host").path()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "host:443",
                "a",
                "ftp://h/a",
                "/a#b",
                "/..",
                "/.",
                "/a/../b",
                "/a/./b",
                "/%2e%2e/x",
                "/%2e",
                "//",
                "//a",
                "/a//b",
                "/a%2fb",
                "/a%5cb",
                "/a\\b",
                "/%00",
                "/a%00.m3u8",
                "/%0d%0a",
                "/%7f",
                "/%zz",
                "/%",
                "/%4",
                "/%c0%af",
                "/..%c0%af",
                "/%ff",
                "/%ed%a0%80",
                "/a?b=%zz",
                "/a?b=%ff",
                "/%c2%85"
            })
    void refusesWhatCouldBeReadInTwoWays(String target) {
        assertThat(HttpTarget.parse(target)).isNull();
    }

    @Test
    void refusesMoreParametersThanAnyoneNeeds() {
        assertThat(HttpTarget.parse("/a?" + "b=1&".repeat(31) + "c=1")).isNotNull();
        assertThat(HttpTarget.parse("/a?" + "b=1&".repeat(32) + "c=1")).isNull();
    }

    private static HttpTarget parse(String target) {
        return Objects.requireNonNull(HttpTarget.parse(target));
    }
}
