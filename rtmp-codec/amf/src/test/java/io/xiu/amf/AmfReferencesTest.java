package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.AmfException.Reason;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References to what came earlier in a message: values, and in AMF3 strings and traits. */
class AmfReferencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "07 0000                               | reference to value 0, which has not been read",
                "0A 00000002 05 07 0000                | reference to value 0, which has not been read",
                "0A 00000002 0A 00000000 07 0002       | reference to value 2, which has not been read",
                "11 09 05 01 09 01 01 09 04            | reference to value 2, which has not been read",
                "11 09 03 01 09 00                     | reference to value 0, which has not been read",
                "11 08 00                              | reference to value 0, which has not been read",
                "11 06 00                              | reference to string 0 of 0",
                "11 09 05 01 06 03 'a' 06 02           | reference to string 1 of 1",
                "11 0A 01                              | reference to traits 0 of 0",
                "11 09 05 01 0A 0B 01 01 0A 05         | reference to traits 1 of 1"
            })
    void aReferenceToNothingIsRefused(String hex, String message) {
        assertThatExceptionOfType(AmfException.class)
                .isThrownBy(() -> new Amf0Reader(AmfLimits.COMMAND).read(Hex.bytes(hex)))
                .withMessage(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MARKER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0A 00000002 0A 00000000 07 0001                       | [[], []]",
                "0A 00000003 0A 00000000 08 00000000 000009 07 0002    | [[], ecma{}, ecma{}]",
                "0A 00000002 10 0001 'C' 000009 07 0001                | [object(\"C\"){}, object(\"C\"){}]",
                "11 09 05 01 07 03 'x' 07 02                           | [xml(\"x\"), xml(\"x\")]",
                "11 09 05 01 08 01 408F400000000000 08 02              | [date(1000), date(1000)]",
                "11 09 07 01 06 03 'a' 06 03 'b' 06 02                 | [\"a\", \"b\", \"b\"]",
                "11 09 05 01 0D 03 00 00000007 0D 02                   | [vector[7], vector[7]]"
            })
    void aReferenceMeansTheSameValue(String hex, String text) throws AmfException {
        assertThat(new Amf0Reader(AmfLimits.COMMAND).read(Hex.bytes(hex))).hasToString(text);
    }

    @Test
    void theValuesOfAMessageShareTheirReferences() throws AmfException {
        ByteBuf in = Hex.bytes("11 06 03 'a' 11 06 00 11 0B 03 'x' 11 0B 00 03 000009 07 0000");
        Amf0Reader reader = new Amf0Reader(AmfLimits.COMMAND);
        for (String text : new String[] {"\"a\"", "\"a\"", "e4x(\"x\")", "e4x(\"x\")", "{}", "{}"}) {
            assertThat(reader.read(in)).hasToString(text);
        }
    }
}
