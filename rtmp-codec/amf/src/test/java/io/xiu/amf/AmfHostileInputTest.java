package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfException.Reason;
import io.xiu.amf.AmfSamples.Sample;
import io.xiu.testing.Hex;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmfHostileInputTest {
    private static AmfValue read(ByteBuf in) throws AmfException {
        return new Amf0Reader(AmfLimits.COMMAND).read(in);
    }

    @ParameterizedTest
    @CsvSource({
        "04, AMF0 movie clip",
        "0E, AMF0 record set",
        "09, AMF0 end of an object",
        "12, AMF0 marker 18",
        "11 12, AMF3 marker 18",
        "11 0A 07 11 'evil.Ext', externalizable class \"evil.Ext\""
    })
    void saysWhatItRefuses(String hex, String part) {
        assertThatExceptionOfType(AmfException.class)
                .isThrownBy(() -> read(hex))
                .withMessageContaining(part)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MARKER));
    }

    @Test
    void countsTraitsMetByReferenceAsIfTheyWereWrittenOut() throws AmfException {
        ByteBuf names =
                Unpooled.wrappedBuffer(Hex.bytes("11 0A 13 01 83 8001"), repeated("'x'", 0x6000), Hex.bytes("01"));
        Amf0Reader reader = new Amf0Reader(AmfLimits.COMMAND);
        reader.read(names);
        reader.read(Hex.bytes("11 0A 01 01"));
        AmfException refusal = catchThrowableOfType(AmfException.class, () -> reader.read(Hex.bytes("11 0A 01 01")));
        assertThat(refusal.reason()).isEqualTo(Reason.BYTES);
    }

    private static AmfValue read(String hex) throws AmfException {
        return read(Hex.bytes(hex));
    }

    private static Reason refusal(ByteBuf in) {
        AmfException refusal = catchThrowableOfType(AmfException.class, () -> read(in));
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.getStackTrace()).isEmpty();
        return refusal.reason();
    }

    private static Reason refusal(String hex) {
        return refusal(Hex.bytes(hex));
    }

    private static ByteBuf repeated(String hex, int times) {
        ByteBuf one = Hex.bytes(hex);
        ByteBuf all = Unpooled.buffer(one.readableBytes() * times);
        for (int i = 0; i < times; i++) {
            all.writeBytes(one, 0, one.readableBytes());
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"03 0000", "08 00000001 0000", "0A 00000001", "10 0000 0000", "11 09 03 01"})
    void refusesContainersDeeperThanTheLimit(String opening) throws AmfException {
        boolean amf3 = opening.startsWith("11");
        String next = amf3 ? opening.substring(3) : opening;
        String innermost = amf3 ? "01" : "05";
        assertThat(read(Hex.bytes(opening + next.repeat(15) + innermost))).isNotNull();
        for (int depth : new int[] {17, 1_408, 3_113, 1_300_000}) {
            ByteBuf in = Unpooled.wrappedBuffer(Hex.bytes(opening), repeated(next, depth - 1), Hex.bytes(innermost));
            assertThat(refusal(in)).as("depth %d", depth).isEqualTo(Reason.DEPTH);
        }
    }

    @Test
    void doesNotRelyOnTheCountOfAnEcmaArray() throws AmfException {
        assertThat(read("08 FFFFFFFF 000009")).hasToString("ecma{}");
        assertThat(read("08 FFFFFFFF 0001 'a' 05 0001 'b' 05 000009")).hasToString("ecma{\"a\": null, \"b\": null}");
        ByteBuf fifty =
                Unpooled.wrappedBuffer(Hex.bytes("08 00000000"), repeated("0001 'k' 05", 50), Hex.bytes("000009"));
        assertThat(((AmfEcmaArray) read(fifty)).properties()).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0A FFFFFFFF 05",
                "0A 7FFFFFFF 05",
                "0A 00000003 05 05",
                "11 09 FFFFFFFF 01 01",
                "11 09 07 01 01",
                "11 0A FFFFFFF3 01",
                "11 0D FFFFFFFF 00",
                "11 10 FFFFFFFF 00",
                "11 11 FFFFFFFF 00"
            })
    void refusesACountThatCannotBeBeforeAllocating(String hex) {
        assertThat(refusal(hex)).isEqualTo(Reason.NODES);
    }

    @ParameterizedTest
    @CsvSource({
        "02 FFFF 'abc', SHORT",
        "0C FFFFFFFF 'abc', BYTES",
        "0C 00010001 'abc', BYTES",
        "0F 00000004 'abc', SHORT",
        "03 FFFF 'abc', SHORT",
        "10 0004 'abc', SHORT",
        "11 06 FFFFFFFF 'abc', BYTES",
        "11 0C FFFFFFFF 'abc', BYTES",
        "11 0C 09 'abc', SHORT"
    })
    void refusesALengthThatCannotBe(String hex, Reason reason) {
        assertThat(refusal(hex)).isEqualTo(reason);
    }

    @Test
    void countsTheBytesOfAllValuesTogether() throws AmfException {
        ByteBuf in = repeated("02 0004 'abcd'", 20_000);
        Amf0Reader reader = new Amf0Reader(new AmfLimits(1, 1_000_000, 70_000));
        for (int i = 0; i < 10_000; i++) {
            reader.read(in);
        }
        AmfException refusal = catchThrowableOfType(AmfException.class, () -> reader.read(in));
        assertThat(refusal.reason()).isEqualTo(Reason.BYTES);
    }

    @Test
    void countsAllValuesTogether() {
        assertThat(refusal(Unpooled.wrappedBuffer(Hex.bytes("03"), repeated("0002 'Aa' 05 0002 'BB' 05", 50_000))))
                .isEqualTo(Reason.NODES);
    }

    @Test
    void theLastPropertyOfANameCounts() throws AmfException {
        assertThat(((AmfObject) read("03 0001 'a' 0100 0001 'a' 0101 000009")).get("a"))
                .isEqualTo(new AmfBoolean(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07 0000",
                "07 FFFF",
                "03 0001 'a' 07 0000 000009",
                "0A 00000002 07 0001 03 000009",
                "11 0A 00",
                "11 09 02",
                "11 06 00",
                "11 0A 01",
                "11 09 03 01 09 00"
            })
    void refusesAReferenceToNothingYetOrToItself(String hex) {
        assertThat(refusal(hex)).isEqualTo(Reason.MARKER);
    }

    @Test
    void resolvesAReferenceToAnEarlierValueOfTheMessage() throws AmfException {
        Amf0Reader reader = new Amf0Reader(AmfLimits.COMMAND);
        ByteBuf in = Hex.bytes("03 0001 'a' 05 000009 0A 00000002 07 0000 05");
        AmfValue object = reader.read(in);
        assertThat(reader.read(in))
                .hasToString("[{\"a\": null}, null]")
                .satisfies(array ->
                        assertThat(((AmfStrictArray) array).values().get(0)).isSameAs(object));
    }

    @Test
    void countsAValueMetByReferenceAsIfItWereWrittenOut() {
        StringBuilder doubling = new StringBuilder("0A 0000000F 0A 00000001 05");
        for (int i = 1; i < 15; i++) {
            doubling.append(String.format("0A 00000002 07 %04X 07 %04X", i, i));
        }
        assertThat(refusal(doubling.toString())).isIn(Reason.NODES, Reason.DEPTH);
        ByteBuf bigText = Unpooled.wrappedBuffer(
                Hex.bytes("0A 00000003 0A 00000001 0C 00007000"),
                repeated("'x'", 0x7000),
                Hex.bytes("07 0001 07 0001"));
        assertThat(refusal(bigText)).isEqualTo(Reason.BYTES);
        StringBuilder deepening = new StringBuilder("0A 00000012 0A 00000000");
        for (int i = 1; i < 18; i++) {
            deepening.append(String.format("0A 00000001 07 %04X", i));
        }
        assertThat(refusal(deepening.toString())).isEqualTo(Reason.DEPTH);
    }

    @Test
    void countsAStringMetByReferenceAsIfItWereWrittenOut() {
        ByteBuf in = Unpooled.wrappedBuffer(
                Hex.bytes("11 09 07 01 06 83 8001"), repeated("'x'", 0x6000), Hex.bytes("06 00 06 00"));
        assertThat(refusal(in)).isEqualTo(Reason.BYTES);
    }

    @Test
    void readsOddDatesNumbersAndBooleansAsTheyAre() throws AmfException {
        assertThat(read("0B 7FF0000000000000 0000")).isEqualTo(new AmfDate(Double.POSITIVE_INFINITY, (short) 0));
        assertThat(read("0B 7E37E43C8800759C 0000")).isEqualTo(new AmfDate(1e300, (short) 0));
        assertThat(read("00 7FF8000000000000")).isEqualTo(new AmfNumber(Double.NaN));
        assertThat(read("01 7F")).isEqualTo(new AmfBoolean(true));
    }

    @ParameterizedTest
    @CsvSource({
        "FF, 1", // no UTF-8 at all
        "C080, 2", // overlong
        "EDA080, 3", // a surrogate
        "E282, 1" // cut off
    })
    void replacesWhatIsNotUtf8(String bytes, int replacements) throws AmfException {
        int length = bytes.length() / 2;
        AmfString text = (AmfString) read(String.format("02 %04X ", length + 1) + bytes + " 'z'");
        assertThat(text.value()).matches("\uFFFD{1," + replacements + "}z");
    }

    @Test
    void escapesControlAndFormatCharactersInText() throws AmfException {
        AmfValue text = read("02 000F 00 0A 'a\"' E280AE EFBBBF E280A8 5C 1B");
        assertThat(text).hasToString("\"\\u0000\\u000aa\\\"\\u202e\\ufeff\\u2028\\\\\\u001b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "09", "0E", "12", "7F", "FF", "11 12", "11 FF", "11 0A 07 03 'C' 00"})
    void refusesMarkersThatMeanNothing(String hex) {
        assertThat(refusal(hex)).isEqualTo(Reason.MARKER);
    }

    @Test
    void toleratesThatTheMessageEndsWithoutTheEndOfItsObjects() throws AmfException {
        assertThat(read("03 0001 'a' 08 00000000 0001 'b' 0101")).hasToString("{\"a\": ecma{\"b\": true}}");
    }

    @Test
    void leavesWhatFollowsAValueUnread() throws AmfException {
        ByteBuf in = Hex.bytes("03 000009 0001 'a' 05");
        assertThat(read(in)).isEqualTo(AmfObject.EMPTY);
        assertThat(in.readableBytes()).isEqualTo(4);
    }

    @Test
    void refusesNoBytes() {
        assertThat(refusal("")).isEqualTo(Reason.SHORT);
    }

    /** An object may end anywhere between its properties; everywhere else a cut is an error. */
    @Test
    void aValueCutOffAnywhereIsRefusedOrAnObjectWithFewerProperties() {
        Stream.concat(AmfSamples.amf0(), AmfSamples.amf3().map(s -> new Sample("11" + s.hex(), s.value())))
                .forEach(sample -> {
                    ByteBuf whole = Hex.bytes(sample.hex());
                    for (int length = 0; length < whole.readableBytes(); length++) {
                        AmfValue value;
                        try {
                            value = read(whole.slice(0, length));
                        } catch (AmfException e) {
                            assertThat(e.reason()).as(sample.hex()).isIn(Reason.SHORT, Reason.NODES);
                            continue;
                        }
                        assertThat(value).as(sample.hex()).isInstanceOf(AmfProperties.class);
                    }
                });
    }

    /** Grammar, not only bytes: changes one or two bytes of well-formed values. */
    @Test
    void changedBytesGiveAValueOrARefusal() {
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            Sample[] samples = Stream.concat(
                            AmfSamples.amf0(), AmfSamples.amf3().map(s -> new Sample("11" + s.hex(), s.value())))
                    .toArray(Sample[]::new);
            ByteBuf in = Hex.bytes(samples[random.nextInt(samples.length)].hex());
            for (int i = random.nextInt(3); i >= 0; i--) {
                in.setByte(random.nextInt(in.readableBytes()), random.nextInt(256));
            }
            readsOrRefuses(in, seed);
        }
    }

    @Test
    void randomBytesGiveAValueOrARefusal() {
        for (long seed = 1; seed <= 50_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(64)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(0x12));
            }
            readsOrRefuses(Unpooled.wrappedBuffer(bytes), seed);
        }
    }

    private static void readsOrRefuses(ByteBuf in, long seed) {
        try {
            AmfValue value = read(in);
            assertThat(value.toString()).as("seed %d", seed).hasSizeLessThanOrEqualTo(AmfText.LONGEST);
        } catch (AmfException e) {
            assertThat(e.reason()).as("seed %d", seed).isNotNull();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
