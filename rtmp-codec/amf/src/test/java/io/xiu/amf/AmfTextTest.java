package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a value, at the edges of what is shown. */
class AmfTextTest {
    private static final String ELLIPSIS = "\u2026";
    private static final int QUOTES = 2;

    @Test
    void aTextOfTheGreatestLengthIsWhole() {
        String text = "x".repeat(AmfText.LONGEST - QUOTES);
        assertThat(new AmfString(text)).hasToString('"' + text + '"');
        assertThat(new AmfString(text + 'x').toString())
                .isEqualTo('"' + text + ELLIPSIS)
                .hasSize(AmfText.LONGEST);
    }

    @ParameterizedTest
    @CsvSource({"2044, 4095, )", "2045, 4096, \u2026", "4096, 4096, \u2026", "5000, 4096, \u2026"})
    void bytesAreCutAsTextIs(int bytes, int length, String end) {
        assertThat(new AmfByteArray(new byte[bytes]).toString())
                .hasSize(length)
                .startsWith("bytes(00")
                .endsWith(end);
    }

    @ParameterizedTest
    @CsvSource({"64, null", "65, \u2026", "66, \u2026"})
    void whatIsDeeperThan64ContainersIsLeftOut(int depth, String innermost) {
        AmfValue value = AmfNull.INSTANCE;
        for (int i = 0; i < depth; i++) {
            value = new AmfStrictArray(List.of(value));
        }
        assertThat(value).hasToString("[".repeat(64) + innermost + "]".repeat(64));
    }

    @ParameterizedTest
    @CsvSource({
        "999999999999999, 999999999999999",
        "-999999999999999, -999999999999999",
        "1e15, 1.0E15",
        "-1e15, -1.0E15",
        "0.25, 0.25",
        "-0.0, 0",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void wholeNumbersAreShownWithoutAFraction(double number, String text) {
        assertThat(new AmfNumber(number)).hasToString(text);
        assertThat(new AmfDate(number, (short) 0)).hasToString("date(" + text + ")");
    }

    /** Controls, format characters, ends of lines, and a code point without a character. */
    @ParameterizedTest
    @ValueSource(ints = {0, 0x1F, 0x7F, 0x85, 0xAD, 0x2028, 0x2029, 0x0378})
    void aCharacterThatIsNoTextIsEscaped(int character) {
        assertThat(new AmfString("a" + (char) character)).hasToString("\"a\\u%04x\"".formatted(character));
    }

    @Test
    void charactersOfTwoHalvesAreLookedAtWhole() {
        assertThat(new AmfString(Character.toString(0x1F600))).hasToString('"' + Character.toString(0x1F600) + '"');
        assertThat(new AmfString(Character.toString(0xE0041))).as("a tag").hasToString("\"\\udb40\\udc41\"");
        assertThat(new AmfString((char) 0xDE00 + "x" + (char) 0xD83D))
                .as("halves alone")
                .hasToString("\"\\ude00x\\ud83d\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {' ', '\'', 0xA0, 0xE9, 0x20AC, 0xE000, 0xFFFD})
    void aCharacterThatIsTextIsShown(int character) {
        assertThat(new AmfString("a" + (char) character)).hasToString("\"a" + (char) character + '"');
    }

    @Test
    void nothingFollowsWhatFillsTheText() {
        AmfString filling = new AmfString("x".repeat(AmfText.LONGEST));
        AmfStrictArray array = new AmfStrictArray(List.of(filling, new AmfNumber(1), new AmfNumber(2)));
        assertThat(array.toString())
                .hasSize(AmfText.LONGEST)
                .doesNotContain("1")
                .endsWith(ELLIPSIS);
    }
}
