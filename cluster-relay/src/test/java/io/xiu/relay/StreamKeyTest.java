package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamKeyTest {
    private static final String LONGEST = "x".repeat(StreamKey.MAX_BYTES);
    private static final String LONGEST_OF_TWO_BYTES_EACH = "\u00e4".repeat(StreamKey.MAX_BYTES / 2);

    @ParameterizedTest
    @ValueSource(strings = {"a", "...", ".a", "a.", "A-z_0.~+=@:,!$()[]", "caf\u00e9", "\u4e2d\u6587", "\ud83a\udd00"})
    void takesLettersDigitsAndAFewMarks(String part) {
        assertThat(new StreamKey(part, "name")).hasToString(part + "/name");
        assertThat(new StreamKey("app", part)).hasToString("app/" + part);
    }

    @Test
    void takesAsManyBytesAsAllowed() {
        assertThat(new StreamKey(LONGEST, LONGEST_OF_TWO_BYTES_EACH + "x").name())
                .hasSize(128);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("", "name is empty"),
                Arguments.of(LONGEST + "x", "name has more than 255 bytes"),
                Arguments.of(LONGEST_OF_TWO_BYTES_EACH + "xx", "name has more than 255 bytes"),
                Arguments.of(".", "name is a directory"),
                Arguments.of("..", "name is a directory"),
                Arguments.of("a/b", "name has a character that is not allowed"),
                Arguments.of("a\\b", "name has a character that is not allowed"),
                Arguments.of("a b", "name has a character that is not allowed"),
                Arguments.of("a\0", "name has a character that is not allowed"),
                Arguments.of("a?b", "name has a character that is not allowed"),
                Arguments.of("a%2e", "name has a character that is not allowed"),
                Arguments.of("\u202etxt", "name has a character that is not allowed"),
                Arguments.of("\ud83d\ude00", "name has a character that is not allowed"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhatIsWrongAndQuotesNothing(String part, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamKey(part, "name"))
                .withMessage("the application " + message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamKey("app", part))
                .withMessage("the stream " + message);
    }
}
