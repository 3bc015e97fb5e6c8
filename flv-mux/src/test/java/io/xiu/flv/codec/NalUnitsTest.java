package io.xiu.flv.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.testing.Hex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NalUnitsTest {
    private static final Octets UNIT = Octets.of((byte) 0x42);

    @ParameterizedTest
    @CsvSource({
        "67, 1, ''",
        "67 00000301, 1, 000001",
        "67 000003000003, 1, 00000000",
        "67 00000003, 1, 000000",
        "67 00000303, 1, 000003",
        "67 000300, 1, 000300",
        "67 01000300, 1, 01000300",
        "67 000004, 1, 000004",
        "67 010000030001, 1, 0100000001",
        "00 00 03 01, 1, 000301",
        "00 00 03 01, 2, 0301",
        "42, 2, ''"
    })
    void leavesOutWhatKeepsStartCodesFromAppearing(String hex, int headerBytes, String expected) throws FlvException {
        BitReader payload = NalUnits.payload(Octets.of(Hex.bytes(hex)), headerBytes, "test");
        assertThat(payload.bytes((int) (payload.remainingBits() / 8))).hasToString(expected);
    }

    @Test
    void takesAsManyAsThereMayBe() {
        assertThat(NalUnits.checked(Collections.nCopies(3, UNIT), 3)).hasSize(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NalUnits.checked(Collections.nCopies(4, UNIT), 3))
                .withMessage("4 NAL units, at most 3");
        assertThat(new NalUnitArray(63, true, Collections.nCopies(65_535, UNIT)).units())
                .hasSize(65_535);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NalUnitArray(63, true, Collections.nCopies(65_536, UNIT)));
    }

    @Test
    void takesNoneThatItsLengthCannotSay() {
        assertThatNoException().isThrownBy(() -> NalUnits.checked(List.of(UNIT, Octets.of(new byte[65_535])), 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NalUnits.checked(List.of(UNIT, Octets.of(new byte[65_536])), 2))
                .withMessage("a NAL unit of 65536 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NalUnits.checked(List.of(UNIT, Octets.EMPTY), 2))
                .withMessage("a NAL unit of 0 bytes");
    }

    @Test
    void keepsACopy() {
        List<Octets> units = new ArrayList<>(List.of(UNIT));
        NalUnitArray array = new NalUnitArray(33, true, units);
        units.clear();
        assertThat(array.units()).containsExactly(UNIT);
    }

    @Test
    void refusesTypesThatThereAreNot() {
        for (int type : new int[] {-1, 64}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NalUnitArray(type, true, List.of()))
                    .withMessage("NAL unit type " + type);
        }
    }

    @Test
    void findsTheFirstOfAType() {
        Octets other = Octets.of((byte) 0x44);
        List<NalUnitArray> arrays = List.of(
                new NalUnitArray(33, true, List.of()),
                new NalUnitArray(34, true, List.of(other)),
                new NalUnitArray(33, true, List.of(UNIT, other)));
        assertThat(NalUnitArray.first(arrays, 33)).isEqualTo(UNIT);
        assertThat(NalUnitArray.first(arrays, 34)).isEqualTo(other);
        assertThat(NalUnitArray.first(arrays, 35)).isEqualTo(Octets.EMPTY);
        assertThat(NalUnitArray.first(List.of(), 33)).isEqualTo(Octets.EMPTY);
    }

    @Test
    void takesAsManyArraysAsARecordHolds() {
        NalUnitArray array = new NalUnitArray(33, true, List.of());
        assertThat(NalUnitArray.checked(Collections.nCopies(255, array))).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NalUnitArray.checked(Collections.nCopies(256, array)))
                .withMessage("256 arrays of NAL units, at most 255");
    }

    @Test
    void readsUnitsBehindTheirLengths() throws FlvException {
        BitReader in = new BitReader(Hex.bytes("0001 AA 0002 BBCC 00"), "test");
        assertThat(NalUnits.read(in, 2)).hasToString("[aa, bbcc]");
        assertThat(in.remainingBits()).isEqualTo(8);
        assertThat(NalUnits.read(new BitReader(Unpooled.EMPTY_BUFFER, "test"), 0))
                .isEmpty();
        Refusal.assertRefused("an empty one", () -> NalUnits.read(new BitReader(Hex.bytes("0000"), "test"), 1));
    }
}
