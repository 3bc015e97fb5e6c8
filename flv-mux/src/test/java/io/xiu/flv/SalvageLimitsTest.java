package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.xiu.testing.Hex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is just long enough to be a tag, and what is just not. */
class SalvageLimitsTest {
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";
    private static final String A = "08 000002 000001 00 000000 AF01 0000000D";
    private static final String WRONG_POINTER = "08 000002 000001 00 000000 AF01 00000000";
    private static final String LONGEST = "09 000064 000002 00 000000" + "00".repeat(100) + "0000006F";
    private static final String TOO_LONG = "09 000065 000002 00 000000" + "00".repeat(101) + "00000070";

    /** Its back pointer leads to byte 7 of its body, where there may be a tag of two bytes. */
    private static final String POINTING =
            "09 000014 000002 00 000000" + "17010000000000" + "%s 0000%s 000000 00 000000 FFFF" + "0000000D";

    private static final String TEXT_A = "AUDIO 1 af01";
    private static final String TEXT_LONGEST = "VIDEO 2 100 bytes, hash " + Arrays.hashCode(new byte[100]);

    /** Name, bytes, bytes passed over, tags. */
    static Stream<Arguments> cases() {
        return Stream.of(
                row("as long as the limit", HEADER + LONGEST, 0, TEXT_LONGEST),
                row("out of step, as long as the limit", HEADER + "FF" + LONGEST, 1, TEXT_LONGEST),
                row("longer than the limit", HEADER + TOO_LONG + A, 116, TEXT_A),
                row("with a stream id, as long as the limit", HEADER + withStreamId(LONGEST), 0, TEXT_LONGEST),
                row("with a stream id, longer than the limit", HEADER + withStreamId(TOO_LONG) + A, 116, TEXT_A),
                row("with a reserved bit", HEADER + "8" + A.substring(1), 17),
                row(
                        "a wrong back pointer before a whole header",
                        HEADER + WRONG_POINTER + "09 000003 000002 00 000000",
                        11,
                        TEXT_A),
                row(
                        "a wrong back pointer before half a header",
                        HEADER + WRONG_POINTER + "09 000003 000002 00 0000",
                        27),
                row("a wrong back pointer before a byte", HEADER + WRONG_POINTER + "FF", 18),
                row("a wrong back pointer at the end", HEADER + WRONG_POINTER, 0, TEXT_A),
                row("a back pointer to before the file", HEADER + A.replace("0000000D", "FFFFFFFF"), 0, TEXT_A),
                row("a back pointer to itself", HEADER + A.replace("0000000D", "0000000E"), 0, TEXT_A),
                row("a back pointer into itself", HEADER + A.replace("0000000D", "0000000C"), 0, TEXT_A),
                row(
                        "a back pointer to what has another length",
                        HEADER + POINTING.formatted("08", "01") + A,
                        0,
                        textOf(POINTING.formatted("08", "01")),
                        TEXT_A),
                row(
                        "a back pointer to what is no tag",
                        HEADER + POINTING.formatted("07", "02") + A,
                        0,
                        textOf(POINTING.formatted("07", "02")),
                        TEXT_A));
    }

    private static String textOf(String tag) {
        return Tags.text(TagType.VIDEO, 2, Hex.bytes(tag).slice(11, 20));
    }

    private static Arguments row(String name, String hex, int skipped, String... tags) {
        return Arguments.of(name, hex, skipped, List.of(tags));
    }

    private static String withStreamId(String tag) {
        return tag.replace("00 000000", "00 000001");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void findsTags(String name, String hex, int skipped, List<String> tags) {
        SalvageReader reader = new SalvageReader(100);
        List<String> read = new ArrayList<>();
        ByteBuf in = Hex.bytes(hex);
        for (FlvTag tag; (tag = reader.readLast(in)) != null; ) {
            read.add(Tags.text(tag));
        }
        assertThat(read).as(name).isEqualTo(tags);
        assertThat(reader.skippedBytes()).as(name).isEqualTo(skipped);
        assertThat(in.isReadable()).as(name).isFalse();
    }
}
