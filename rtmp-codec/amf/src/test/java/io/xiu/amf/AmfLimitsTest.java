package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.AmfException.Reason;
import io.xiu.testing.Hex;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a value costs, to the byte: it's read under limits of just that, and refused if one of them is less. */
class AmfLimitsTest {
    record Cost(String hex, int depth, int nodes, int bytes) {}

    static Stream<Cost> costs() {
        return Stream.concat(amf0(), amf3());
    }

    private static Stream<Cost> amf0() {
        return Stream.of(
                new Cost("00 3FF0000000000000", 1, 1, 9),
                new Cost("01 01", 1, 1, 2),
                new Cost("02 0002 'ab'", 1, 1, 5),
                new Cost("0B 0000000000000000 0000", 1, 1, 11),
                new Cost("0C 00000002 'ab'", 1, 1, 7),
                new Cost("0F 00000001 'x'", 1, 1, 6),
                new Cost("03 0001 'a' 05 000009", 1, 2, 8),
                new Cost("08 00000001 0001 'a' 05 000009", 1, 2, 12),
                new Cost("10 0001 'C' 0001 'a' 05 000009", 1, 2, 11),
                new Cost("0A 00000002 05 05", 1, 3, 7),
                new Cost("0A 00000001 0A 00000001 05", 2, 3, 11),
                new Cost("03 0001 'o' 03 000009 000009", 2, 2, 11),
                // [[null], the same]: the reference costs its own 3 bytes and the 5 behind the marker of what it means
                new Cost("0A 00000002 0A 00000001 05 07 0001", 2, 5, 19),
                // [[[[]], []], [the first]]: the deepest branch counts, though a shallow one came last
                new Cost("0A 00000002 0A 00000002 0A 00000001 0A 00000000 0A 00000000 0A 00000001 07 0001", 5, 10, 52),
                // [[[]], [the first], [the second]]: a reference in a value that is referred to
                new Cost("0A 00000003 0A 00000001 0A 00000000 0A 00000001 07 0001 0A 00000001 07 0003", 5, 10, 56));
    }

    private static Stream<Cost> amf3() {
        return Stream.of(
                new Cost("11 04 05", 1, 2, 3),
                new Cost("11 04 81 00", 1, 2, 4),
                new Cost("11 05 3FE0000000000000", 1, 2, 10),
                new Cost("11 06 05 'ab'", 1, 2, 5),
                new Cost("11 07 03 'x'", 1, 2, 4),
                new Cost("11 08 01 408F400000000000", 1, 2, 11),
                new Cost("11 0B 03 'x'", 1, 2, 4),
                new Cost("11 09 03 03 'k' 03 01 02", 1, 4, 8),
                new Cost("11 0E 03 00 00000001", 1, 3, 8),
                new Cost("11 0F 03 00 0000000000000000", 1, 3, 12),
                new Cost("11 10 03 00 03 '*' 06 03 'z'", 1, 3, 9),
                new Cost("11 11 03 00 04 01 06 03 'v'", 1, 4, 9),
                new Cost("11 0A 07 37 'flex.messaging.io.ArrayList' 04 07", 1, 3, 33),
                new Cost("11 09 05 01 0D 03 00 00000001 0D 03 00 00000001", 2, 6, 18),
                // a string, bytes and an array that are met again by reference
                new Cost("11 09 05 01 06 05 'ab' 06 00", 1, 4, 12),
                new Cost("11 09 05 01 0C 05 0102 0C 02", 1, 4, 12),
                new Cost("11 09 05 01 09 03 01 01 09 02", 2, 6, 12),
                // the traits of an object: dynamic, then fixed
                new Cost("11 09 05 01 0A 0B 01 03 'a' 04 01 01 0A 01 00 04 02 01", 2, 6, 20),
                new Cost("11 09 05 01 0A 13 03 'C' 03 'x' 04 05 0A 01 04 06", 2, 6, 20));
    }

    @ParameterizedTest
    @MethodSource("costs")
    void aValueMayTakeAllThatIsAllowed(Cost cost) throws AmfException {
        ByteBuf in = Hex.bytes(cost.hex());
        new Amf0Reader(new AmfLimits(cost.depth(), cost.nodes(), cost.bytes())).read(in);
        assertThat(in.isReadable()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("costs")
    void aValueMayTakeNothingMore(Cost cost) {
        assertRefused(cost, new AmfLimits(cost.depth(), cost.nodes(), cost.bytes() - 1), Reason.BYTES);
        if (cost.nodes() > 1) {
            assertRefused(cost, new AmfLimits(cost.depth(), cost.nodes() - 1, cost.bytes()), Reason.NODES);
        }
        if (cost.depth() > 1) {
            assertRefused(cost, new AmfLimits(cost.depth() - 1, cost.nodes(), cost.bytes()), Reason.DEPTH);
        }
    }

    private static void assertRefused(Cost cost, AmfLimits limits, Reason reason) {
        assertThatExceptionOfType(AmfException.class)
                .as("%s", limits)
                .isThrownBy(() -> new Amf0Reader(limits).read(Hex.bytes(cost.hex())))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
