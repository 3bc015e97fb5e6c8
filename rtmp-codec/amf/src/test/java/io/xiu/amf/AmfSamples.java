package io.xiu.amf;

import io.xiu.amf.AmfVector.ItemType;
import java.util.List;
import java.util.stream.Stream;

/** One table of values with their bytes for reader, writer and round trip. */
final class AmfSamples {
    /** A value, and the bytes both read and written. */
    record Sample(String hex, AmfValue value) {}

    static final String LONG_TEXT = "x".repeat(65_536);

    private AmfSamples() {}

    static Stream<Sample> amf0() {
        return Stream.of(
                new Sample("00 3FF0000000000000", new AmfNumber(1)),
                new Sample("00 7FF8000000000000", new AmfNumber(Double.NaN)),
                new Sample("00 FFF0000000000000", new AmfNumber(Double.NEGATIVE_INFINITY)),
                new Sample("01 00", new AmfBoolean(false)),
                new Sample("01 01", new AmfBoolean(true)),
                new Sample("02 0007 'connect'", new AmfString("connect")),
                new Sample("02 0002 C3A9", new AmfString("\u00e9")),
                new Sample("02 0000", new AmfString("")),
                new Sample("03 0003 'app' 02 0004 'live' 000009", AmfObject.of("app", "live")),
                new Sample("03 000009", AmfObject.EMPTY),
                new Sample("03 0000 05 000009", AmfObject.of("", null)),
                new Sample("05", AmfNull.INSTANCE),
                new Sample("06", AmfUndefined.INSTANCE),
                new Sample(
                        "08 00000001 0005 'width' 00 4084000000000000 000009",
                        new AmfEcmaArray(List.of(new AmfProperty("width", new AmfNumber(640))))),
                new Sample("0A 00000002 05 0101", new AmfStrictArray(List.of(AmfNull.INSTANCE, new AmfBoolean(true)))),
                new Sample("0B 4277CA85E9E0B000 0000", new AmfDate(1.634912345611e12, (short) 0)),
                new Sample("0B 7FF8000000000000 FFFF", new AmfDate(Double.NaN, (short) -1)),
                new Sample("0D", AmfUnsupported.INSTANCE),
                new Sample("0B 0000000000000000 0000", new AmfDate(0, (short) 0)),
                new Sample("0F 00000010 '<!DOCTYPE a><a/>'", new AmfXml("<!DOCTYPE a><a/>")),
                new Sample(
                        "10 0011 'java.lang.Runtime' 0001 'a' 05 000009",
                        new AmfTypedObject("java.lang.Runtime", List.of(new AmfProperty("a", AmfNull.INSTANCE)))),
                new Sample("11 0C 07 010203", new AmfByteArray(new byte[] {1, 2, 3})),
                new Sample(
                        "11 0A 07 43 'flex.messaging.io.ArrayCollection' 09 03 01 06 03 'z'",
                        new AmfExternalizable(
                                "flex.messaging.io.ArrayCollection", new AmfStrictArray(List.of(new AmfString("z"))))),
                new Sample(
                        "03 0001 'o' 03 0001 'a' 0A 00000001 03 000009 000009 000009",
                        AmfObject.of("o", AmfObject.of("a", new AmfStrictArray(List.of(AmfObject.EMPTY))))));
    }

    static Stream<Sample> amf3() {
        AmfObject inner = AmfObject.of("a", 1);
        return Stream.of(
                new Sample("00", AmfUndefined.INSTANCE),
                new Sample("01", AmfNull.INSTANCE),
                new Sample("02", new AmfBoolean(false)),
                new Sample("03", new AmfBoolean(true)),
                new Sample("04 00", new AmfNumber(0)),
                new Sample("04 7F", new AmfNumber(0x7F)),
                new Sample("04 81 00", new AmfNumber(0x80)),
                new Sample("04 FF 7F", new AmfNumber(0x3FFF)),
                new Sample("04 81 80 00", new AmfNumber(0x4000)),
                new Sample("04 FF FF 7F", new AmfNumber(0x1FFFFF)),
                new Sample("04 80 C0 80 00", new AmfNumber(0x200000)),
                new Sample("04 BF FF FF FF", new AmfNumber((1 << 28) - 1)),
                new Sample("04 C0 80 80 00", new AmfNumber(-(1 << 28))),
                new Sample("04 FF FF FF FF", new AmfNumber(-1)),
                new Sample("05 41B0000000000000", new AmfNumber(1 << 28)),
                new Sample("05 8000000000000000", new AmfNumber(-0.0)),
                new Sample("05 3FE0000000000000", new AmfNumber(0.5)),
                new Sample("06 01", new AmfString("")),
                new Sample("06 07 'abc'", new AmfString("abc")),
                new Sample("07 09 '<a/>'", new AmfXml("<a/>")),
                new Sample("08 01 408F400000000000", new AmfDate(1000, (short) 0)),
                new Sample("09 05 01 04 01 04 02", new AmfStrictArray(List.of(new AmfNumber(1), new AmfNumber(2)))),
                new Sample("09 01 03 'k' 03 01", new AmfEcmaArray(List.of(new AmfProperty("k", new AmfBoolean(true))))),
                new Sample("0A 0B 01 03 'a' 04 01 01", inner),
                new Sample(
                        "0A 13 03 'C' 03 'x' 04 05",
                        new AmfTypedObject("C", List.of(new AmfProperty("x", new AmfNumber(5))))),
                new Sample("0B 09 '<b/>'", new AmfE4x("<b/>")),
                new Sample("0C 05 00FF", new AmfByteArray(new byte[] {0, -1})),
                new Sample(
                        "0D 05 01 FFFFFFFF 7FFFFFFF",
                        new AmfVector(
                                ItemType.INT, true, "", List.of(new AmfNumber(-1), new AmfNumber(Integer.MAX_VALUE)))),
                new Sample(
                        "0E 03 00 FFFFFFFF",
                        new AmfVector(ItemType.UINT, false, "", List.of(new AmfNumber(4294967295.0)))),
                new Sample(
                        "0F 03 00 3FE0000000000000",
                        new AmfVector(ItemType.DOUBLE, false, "", List.of(new AmfNumber(0.5)))),
                new Sample(
                        "10 03 00 03 '*' 06 03 'z'",
                        new AmfVector(ItemType.OBJECT, false, "*", List.of(new AmfString("z")))),
                new Sample(
                        "11 03 01 04 01 06 03 'v'",
                        new AmfDictionary(
                                true, List.of(new AmfDictionary.Entry(new AmfNumber(1), new AmfString("v"))))),
                new Sample(
                        "0A 07 37 'flex.messaging.io.ArrayList' 04 07",
                        new AmfExternalizable("flex.messaging.io.ArrayList", new AmfNumber(7))),
                new Sample(
                        "0A 07 3B 'flex.messaging.io.ObjectProxy' 0A 0B 01 01",
                        new AmfExternalizable("flex.messaging.io.ObjectProxy", AmfObject.EMPTY)),
                // two of one class: the second refers to the traits of the first
                new Sample(
                        "09 05 01 0A 07 37 'flex.messaging.io.ArrayList' 01 0A 01 03",
                        new AmfStrictArray(List.of(
                                new AmfExternalizable("flex.messaging.io.ArrayList", AmfNull.INSTANCE),
                                new AmfExternalizable("flex.messaging.io.ArrayList", new AmfBoolean(true))))),
                // the second object by reference; then the same name, and the same traits, by reference
                new Sample("09 05 01 0A 0B 01 03 'a' 04 01 01 0A 02", new AmfStrictArray(List.of(inner, inner))),
                new Sample(
                        "09 05 01 0A 0B 01 03 'a' 04 01 01 0A 01 00 04 02 01",
                        new AmfStrictArray(List.of(inner, AmfObject.of("a", 2)))));
    }
}
