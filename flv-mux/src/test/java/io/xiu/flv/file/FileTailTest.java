package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.FlvTagHeader;
import io.xiu.testing.Hex;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTailTest {
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";
    private static final String EMPTY = "08 000000 000003 00 000000 0000000B";
    private static final int FIRST_TAG = 13;
    private static final int LIMIT = 100;

    private static MemoryFile file(String hex) throws IOException {
        return MemoryFile.of(ByteBufUtil.getBytes(Hex.bytes(hex))).readOnly();
    }

    private static @Nullable FlvTagHeader last(String hex) throws IOException {
        return FileTail.lastTag(new FileInput(file(hex)), FIRST_TAG, LIMIT);
    }

    private static FileTail find(String hex) throws IOException, FlvException {
        MemoryFile file = file(hex);
        return FileTail.find(file, new FileInput(file), FIRST_TAG, LIMIT);
    }

    /** So many tags of sound, 1 ms after another from 1 on. */
    private static String sounds(int count) {
        StringBuilder tags = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            tags.append("08 000001 0000%02X 00 000000 AF 0000000C".formatted(i));
        }
        return tags.toString();
    }

    @Test
    void findsTheLastTagByItsBackPointer() throws IOException {
        assertThat(requireNonNull(last(HEADER + EMPTY)).timestampMillis()).isEqualTo(3);
        assertThat(requireNonNull(last(HEADER + sounds(2))).timestampMillis()).isEqualTo(2);
        assertThat(requireNonNull(last(HEADER + "FF" + EMPTY)).timestampMillis())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08 000000 000003 00 000000 000000", // cut off
                "08 000000 000003 00 000000 0000000C", // to before the first tag
                "08 000000 000003 00 000000 FFFFFFFF", // to before the file
                "08 000000 000003 00 000000 00000000", // to no tag
                "08 000000 000003 00 000000 0000000B FF",
                "00 000000 000003 00 000000 0000000B", // no type
                "08 000001 000003 00 000000 0000000B", // of another length
                "08 000000 000003 00 000000 00 0000000C" // with a byte behind its body
            })
    void findsNoneWhereThereIsNoWholeTag(String tag) throws IOException {
        assertThat(last(HEADER + tag)).isNull();
    }

    @Test
    void knowsTagsAsLongAsTheLimit() throws IOException {
        assertThat(last(HEADER + "08 000064 000003 00 000000" + "00".repeat(100) + "0000006F"))
                .isNotNull();
        assertThat(last(HEADER + "08 000065 000003 00 000000" + "00".repeat(101) + "00000070"))
                .isNull();
    }

    @Test
    void keepsTheLast32Tags() throws IOException, FlvException {
        FileTail fromTheBack = find(HEADER + sounds(40));
        assertThat(fromTheBack.end()).isEqualTo(FIRST_TAG + 40 * 16);
        assertThat(fromTheBack.lastTags()).hasSize(32);
        assertThat(fromTheBack.lastTags().get(0).timestampMillis()).isEqualTo(9);
        assertThat(fromTheBack.lastTags().get(31).timestampMillis()).isEqualTo(40);
        assertThat(find(HEADER + sounds(40) + "00")).isEqualTo(fromTheBack);
        assertThat(find(HEADER + sounds(32)).lastTags()).hasSize(32);
        assertThat(find(HEADER + sounds(32) + "00").lastTags()).hasSize(32);
        assertThat(find(HEADER + sounds(31) + "00").lastTags()).hasSize(31);
    }

    @Test
    void looksForFramesBeforeScriptData() throws IOException, FlvException {
        String script = "12 000000 000003 00 000000 0000000B";
        assertThat(find(HEADER + sounds(3) + script.repeat(31)).lastTags()).hasSize(32);
        FileTail behind = find(HEADER + sounds(3) + script.repeat(32));
        assertThat(behind.end()).isEqualTo(FIRST_TAG + 3 * 16 + 32 * 15);
        assertThat(behind.lastTags()).extracting(FlvTagHeader::timestampMillis).containsExactly(1, 2, 3);
        FileTail without = find(HEADER + script);
        assertThat(without.end()).isEqualTo(FIRST_TAG + 15);
        assertThat(without.lastTags()).isEmpty();
    }

    @Test
    void endsAtOnceWithoutTags() throws IOException, FlvException {
        assertThat(find(HEADER).end()).isEqualTo(FIRST_TAG);
        assertThat(find(HEADER).lastTags()).isEmpty();
        assertThat(find(HEADER + "0800").end()).isEqualTo(FIRST_TAG);
    }

    @Test
    void refusesToLoseTagsBehindADamagedOne() {
        String file = HEADER + sounds(2) + "FF" + sounds(1) + "FF";
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> find(file));
        assertThat(refusal)
                .isNotNull()
                .hasMessage("damaged at " + (FIRST_TAG + 2 * 16) + ", with whole tags behind: to be salvaged first");
        assertThat(refusal.reason()).isEqualTo(Reason.TAG);
    }
}
