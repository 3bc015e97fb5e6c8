package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xiu.amf.AmfVector.ItemType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmfValuesTest {
    @Test
    void givesATextOfBoundedLengthHoweverLongAValueIs() {
        AmfValue deep = AmfNull.INSTANCE;
        for (int i = 0; i < 10_000; i++) {
            deep = new AmfStrictArray(List.of(deep));
        }
        assertThat(deep.toString()).isEqualTo("[".repeat(64) + "\u2026" + "]".repeat(64));

        AmfValue wide = new AmfStrictArray(Collections.nCopies(100_000, new AmfNumber(1)));
        AmfValue text = new AmfString("\u0001".repeat(100_000));
        AmfValue bytes = new AmfByteArray(new byte[100_000]);
        for (AmfValue value : List.of(wide, text, bytes, AmfObject.of("a".repeat(5_000), 1))) {
            assertThat(value.toString()).hasSize(4_096).endsWith("\u2026");
        }
    }

    @Test
    void givesValuesOfEveryTypeAReadableText() {
        AmfDictionary dictionary =
                new AmfDictionary(false, List.of(new AmfDictionary.Entry(new AmfNumber(1), AmfUndefined.INSTANCE)));
        assertThat(new AmfStrictArray(List.of(
                        new AmfDate(1_000, (short) 0),
                        new AmfXml("<a/>"),
                        new AmfE4x("<b/>"),
                        vector(ItemType.UINT, 7),
                        dictionary,
                        AmfUnsupported.INSTANCE,
                        new AmfNumber(0.5),
                        new AmfExternalizable("flex.messaging.io.ArrayList", AmfNull.INSTANCE))))
                .hasToString(
                        "[date(1000), xml(\"<a/>\"), e4x(\"<b/>\"), vector[7], dictionary{1: undefined}, unsupported,"
                                + " 0.5, external(\"flex.messaging.io.ArrayList\")(null)]");
        assertThat(dictionary.entries().get(0)).hasToString("Entry[key=1, value=undefined]");
        assertThat(new AmfProperty("a", AmfNull.INSTANCE)).hasToString("\"a\": null");
    }

    @Test
    void buildsObjectsFromPlainValues() {
        AmfObject object = AmfObject.of("text", "t", "number", 3, "truth", true, "nothing", null)
                .with("inner", AmfObject.EMPTY);
        assertThat(object)
                .hasToString("{\"text\": \"t\", \"number\": 3, \"truth\": true, \"nothing\": null, \"inner\": {}}");
    }

    @Test
    void refusesWhatIsNoProperty() {
        assertThatIllegalArgumentException().isThrownBy(() -> AmfObject.of("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> AmfObject.of(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> AmfObject.of("a", new Object()));
    }

    @Test
    void givesPropertiesByNameAndType() {
        AmfObject object = AmfObject.of("a", "first", "n", 2).with("a", "last");
        assertThat(object.get("a")).isEqualTo(new AmfString("last"));
        assertThat(object.get("absent")).isNull();
        assertThat(object.string("a")).isEqualTo("last");
        assertThat(object.string("n")).isNull();
        assertThat(object.number("n", -1)).isEqualTo(2);
        assertThat(object.number("a", -1)).isEqualTo(-1);
    }

    @Test
    void refusesVectorItemsOutOfTheirRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> vector(ItemType.INT, 2147483648.0));
        assertThatIllegalArgumentException().isThrownBy(() -> vector(ItemType.INT, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> vector(ItemType.UINT, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> vector(ItemType.UINT, 4294967296.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmfVector(ItemType.DOUBLE, false, "", List.of(AmfNull.INSTANCE)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AmfVector(ItemType.DOUBLE, false, "C", List.of()));
    }

    private static AmfVector vector(ItemType type, double value) {
        return new AmfVector(type, false, "", List.of(new AmfNumber(value)));
    }

    @Test
    void aByteArrayCannotBeChangedFromOutside() {
        byte[] bytes = {1, 2};
        AmfByteArray array = new AmfByteArray(bytes);
        bytes[0] = 9;
        array.bytes()[1] = 9;
        assertThat(array)
                .isEqualTo(new AmfByteArray(new byte[] {1, 2}))
                .hasSameHashCodeAs(new AmfByteArray(new byte[] {1, 2}))
                .hasToString("bytes(0102)");
    }

    @Test
    void refusesLimitsOutOfTheirRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(65, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AmfLimits(1, 1, 0));
    }

    @Test
    void takesLimitsAtTheEndsOfTheirRanges() {
        assertThat(new AmfLimits(64, Integer.MAX_VALUE, Integer.MAX_VALUE).depth())
                .isEqualTo(64);
        assertThat(new AmfLimits(1, 1, 1).nodes()).isEqualTo(1);
    }

    @Test
    void hasTheLimitsThatAreDocumented() {
        assertThat(AmfLimits.COMMAND).isEqualTo(new AmfLimits(16, 2_048, 65_536));
        assertThat(AmfLimits.DATA).isEqualTo(new AmfLimits(16, 2_048, 262_144));
    }

    @Test
    void takesVectorItemsAtTheEndsOfTheirRanges() {
        assertThat(vector(ItemType.INT, Integer.MIN_VALUE)).hasToString("vector[-2147483648]");
        assertThat(vector(ItemType.INT, Integer.MAX_VALUE)).hasToString("vector[2147483647]");
        assertThat(vector(ItemType.UINT, 0)).hasToString("vector[0]");
        assertThat(vector(ItemType.UINT, 4294967295.0)).hasToString("vector[4294967295]");
        assertThat(vector(ItemType.DOUBLE, Double.NaN)).hasToString("vector[NaN]");
    }

    @Test
    void saysWhatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vector(ItemType.INT, Double.NaN))
                .withMessage("NaN in a vector of INT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vector(ItemType.UINT, 0.5))
                .withMessage("0.5 in a vector of UINT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmfVector(ItemType.UINT, false, "C", List.of()))
                .withMessage("a class name for a vector of UINT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmfObject.of("a", 1, "b"))
                .withMessage("a name without a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmfObject.of(1, 2))
                .withMessage("not a name: 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmfValue.of(new Object()))
                .withMessage("no AMF value for a java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmfLimits(65, 2, 3))
                .withMessage("depth 65, nodes 2, bytes 3");
    }

    @Test
    void byteArraysAreEqualIfTheirBytesAre() {
        AmfByteArray array = new AmfByteArray(new byte[] {1, 2});
        assertThat(array).isNotEqualTo(new AmfByteArray(new byte[] {1, 3})).isNotEqualTo(new AmfString("0102"));
        assertThat(array.hashCode()).isNotEqualTo(new AmfByteArray(new byte[] {1, 3}).hashCode());
        assertThat(array.length()).isEqualTo(2);
    }
}
