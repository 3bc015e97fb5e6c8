package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.testing.Hex;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Amf3WriterTest {
    private final ByteBuf out = Unpooled.buffer();

    /** Values, and the bytes they are written as, that aren't read as the same value. */
    record Case(AmfValue value, String hex) {}

    static Stream<Case> cases() {
        List<AmfProperty> one = List.of(new AmfProperty("a", new AmfNumber(1)));
        return Stream.of(
                new Case(AmfUnsupported.INSTANCE, "00"),
                new Case(new AmfDate(1000, (short) 60), "08 01 408F400000000000"),
                new Case(new AmfEcmaArray(List.of()), "09 01 01"),
                new Case(new AmfTypedObject("", one), "0A 0B 01 03 'a' 04 01 01"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void writesWhatTheFormatLacksAsTheNextBest(Case each) {
        new Amf3Writer(out).write(each.value());
        assertThat(out).isEqualTo(Hex.bytes(each.hex()));
    }

    @ParameterizedTest
    @CsvSource({
        "268435455, 04 BFFFFFFF",
        "268436456, 05 41B00003E8000000",
        "268435456, 05 41B0000000000000",
        "-268435456, 04 C0808000",
        "-268435457, 05 C1B0000001000000",
        "4294967296, 05 41F0000000000000",
        "NaN, 05 7FF8000000000000",
        "Infinity, 05 7FF0000000000000",
        "1.5, 05 3FF8000000000000"
    })
    void writesAWholeNumberThatFitsAsAnInteger(double number, String hex) {
        new Amf3Writer(out).write(new AmfNumber(number));
        assertThat(out).isEqualTo(Hex.bytes(hex));
    }

    @Test
    void refersToEqualStringsButNeverToTheEmptyOne() {
        AmfString text = new AmfString("ab");
        AmfString empty = new AmfString("");
        new Amf3Writer(out)
                .write(empty)
                .write(text)
                .write(new AmfString("ab"))
                .write(empty)
                .write(new AmfString("c"))
                .write(new AmfString("c"));
        assertThat(out).isEqualTo(Hex.bytes("06 01 06 05 'ab' 06 00 06 01 06 03 'c' 06 02"));
    }

    @Test
    void refersToOneAndTheSameObjectNotToAnEqualOne() {
        AmfByteArray bytes = new AmfByteArray(new byte[] {1});
        new Amf3Writer(out).write(bytes).write(new AmfByteArray(new byte[] {1})).write(bytes);
        assertThat(out).isEqualTo(Hex.bytes("0C 03 01 0C 03 01 0C 00"));
    }

    @Test
    void refersToEqualTraits() {
        new Amf3Writer(out)
                .write(new AmfTypedObject("C", List.of(new AmfProperty("x", new AmfNumber(5)))))
                .write(new AmfTypedObject("C", List.of(new AmfProperty("x", new AmfNumber(6)))))
                .write(new AmfTypedObject("C", List.of()));
        assertThat(out).isEqualTo(Hex.bytes("0A 13 03 'C' 03 'x' 04 05 0A 01 04 06 0A 03 00"));
    }

    @Test
    void writesAPropertyWithoutANameAsAFixedOne() throws AmfException {
        List<AmfProperty> nameless =
                List.of(new AmfProperty("a", AmfNull.INSTANCE), new AmfProperty("", AmfNull.INSTANCE));
        AmfObject object = new AmfObject(nameless);
        AmfTypedObject typed = new AmfTypedObject("C", nameless);
        new Amf3Writer(out).write(object).write(typed);
        assertThat(out.duplicate()).isEqualTo(Hex.bytes("0A 23 01 03 'a' 01 01 01 0A 23 03 'C' 00 01 01 01"));
        Amf3Reader reader = new Amf3Reader(AmfLimits.COMMAND);
        assertThat(reader.read(out)).isEqualTo(object);
        assertThat(reader.read(out)).isEqualTo(typed);
    }

    @Test
    void refusesAPropertyWithoutANameInAnEcmaArrayWhichEndsWithThat() {
        AmfEcmaArray array = new AmfEcmaArray(List.of(new AmfProperty("", AmfNull.INSTANCE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Amf3Writer(out).write(array))
                .withMessage("a property without a name");
    }

    @Test
    void refusesALengthThatDoesNotFitBesideItsFlags() {
        assertThat(Amf3Writer.header((1 << 28) - 1, 1, 1)).isEqualTo(0x1FFF_FFFF);
        assertThat(Amf3Writer.header((1 << 25) - 1, 4, 0xF)).isEqualTo(0x1FFF_FFFF);
        assertThat(Amf3Writer.header(3, 2, 1)).isEqualTo(0xD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amf3Writer.header(1 << 28, 1, 0))
                .withMessage("a length of 268435456");
        assertThatIllegalArgumentException().isThrownBy(() -> Amf3Writer.header(1 << 25, 4, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Amf3Writer.header(Integer.MAX_VALUE, 1, 1));
    }
}
