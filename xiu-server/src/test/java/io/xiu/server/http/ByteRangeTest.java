package io.xiu.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 9",
        "bytes=0-0, 0, 0",
        "bytes=2-4, 2, 4",
        "bytes=2-99, 2, 9",
        "bytes=9-9, 9, 9",
        "bytes=-1, 9, 9",
        "bytes=-10, 0, 9",
        "bytes=-99, 0, 9",
        "bytes=-9223372036854775808, 0, 9",
        "bytes=0-9223372036854775808, 0, 9",
        "bytes=0000000000000003-5, 3, 5",
    })
    void satisfiesOneRange(String field, int first, int last) {
        assertThat(ByteRange.parse(field, 10)).isEqualTo(new ByteRange(first, last));
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-", "bytes=10-20", "bytes=5-3", "bytes=-0", "bytes=9223372036854775808-", "bytes=2147483648-"})
    void refusesARangeOutsideTheBody(String field) {
        assertThat(ByteRange.parse(field, 10)).matches(range -> range != null && !range.isSatisfiable());
    }

    @Test
    void sendsEverythingForAnythingElse() {
        assertThat(ByteRange.parse(null, 10)).isNull();
        assertThat(ByteRange.parse("bytes=0-0,1-1" + ",2-2".repeat(1000), 10)).isNull();
        assertThat(ByteRange.parse("bytes=-", 10)).isNull();
        assertThat(ByteRange.parse("bytes=a-b", 10)).isNull();
        assertThat(ByteRange.parse("lines=0-1", 10)).isNull();
        assertThat(ByteRange.parse("bytes=0-1x", 10)).isNull();
    }

    @Test
    void noRangeOfAnEmptyBodyCanBeHad() {
        assertThat(ByteRange.parse("bytes=0-", 0)).matches(range -> range != null && !range.isSatisfiable());
        assertThat(ByteRange.parse("bytes=-5", 0)).matches(range -> range != null && !range.isSatisfiable());
    }
}
