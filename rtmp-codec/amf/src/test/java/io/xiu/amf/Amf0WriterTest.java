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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Amf0WriterTest {
    private static final int LONGEST_NAME = 65_535;
    private static final int MOST_REFERENCES = 65_535;

    private final ByteBuf out = Unpooled.buffer();

    @Test
    void writesANameAsLongAsTheFormatHoldsIt() {
        new Amf0Writer(out).write(AmfObject.of("x".repeat(LONGEST_NAME), null));
        assertThat(out.readableBytes()).isEqualTo(1 + 2 + LONGEST_NAME + 1 + 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9"})
    void refusesALongerOne(String character) {
        String name = character.repeat(character.equals("x") ? 65_536 : 32_768);
        for (AmfValue value : List.of(AmfObject.of(name, null), new AmfTypedObject(name, List.of()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Amf0Writer(Unpooled.buffer()).write(value))
                    .withMessage("a name of 65536 bytes");
        }
    }

    static Stream<AmfValue> referable() {
        return Stream.of(
                AmfObject.of("a", 1),
                new AmfEcmaArray(List.of()),
                new AmfTypedObject("C", List.of()),
                new AmfStrictArray(List.of(AmfNull.INSTANCE)));
    }

    @ParameterizedTest
    @MethodSource("referable")
    void refersToObjectsAndArrays(AmfValue value) {
        Amf0Writer writer = Amf0Writer.withReferences(out).write(value);
        out.clear();
        writer.write(value);
        assertThat(out).isEqualTo(Hex.bytes("07 0000"));
    }

    static Stream<AmfValue> notReferable() {
        return Stream.of(
                new AmfNumber(1), new AmfString("a"), new AmfXml("<a/>"), new AmfDate(0, (short) 0), AmfNull.INSTANCE);
    }

    @ParameterizedTest
    @MethodSource("notReferable")
    void writesOtherValuesOutEachTime(AmfValue value) {
        Amf0Writer writer = Amf0Writer.withReferences(out).write(value);
        int length = out.readableBytes();
        writer.write(value).write(AmfObject.EMPTY).write(AmfObject.EMPTY);
        assertThat(out.skipBytes(length).readSlice(length)).isEqualTo(out.slice(0, length));
        assertThat(out).as("the object has the first number").isEqualTo(Hex.bytes("03 000009 07 0000"));
    }

    @Test
    void refersToAsManyAsTheFormatCanNumber() {
        Amf0Writer writer = Amf0Writer.withReferences(out);
        AmfObject last = AmfObject.EMPTY;
        for (int i = 0; i < MOST_REFERENCES; i++) {
            last = new AmfObject(List.of());
            writer.write(last);
        }
        AmfObject further = new AmfObject(List.of());
        out.clear();
        writer.write(last).write(further).write(further);
        assertThat(out).isEqualTo(Hex.bytes("07 FFFE 03 000009 03 000009"));
    }

    @Test
    void theAmf3ValuesOfAMessageShareTheirReferences() {
        AmfE4x xml = new AmfE4x("x");
        new Amf0Writer(out).write(xml).write(xml);
        assertThat(out).isEqualTo(Hex.bytes("11 0B 03 'x' 11 0B 00"));
    }
}
