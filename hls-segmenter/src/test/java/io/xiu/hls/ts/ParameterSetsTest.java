package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.TestTracks;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterSetsTest {
    @Test
    void readsParameterSetsAndLengthSize() throws TrackException {
        ParameterSets sets = ParameterSets.read(TestTracks.video());

        assertThat(sets.nalLengthBytes()).isEqualTo(4);
        assertThat(sets.annexB())
                .hasSize(4 + 26 + 4 + 5)
                .startsWith(0, 0, 0, 1, 0x67, 0x64, 0x00, 0x15)
                .endsWith(0, 0, 0, 1, 0x68, 0xEB, 0xEC, 0xB2, 0x2C);
    }

    @Test
    void takesTheExtensionOfHighProfilesAsItComes() throws TrackException {
        byte[] longer = Arrays.copyOf(TestTracks.avcC(), TestTracks.avcC().length + 4);

        assertThat(ParameterSets.read(TestTracks.h264(longer)).annexB()).hasSize(4 + 26 + 4 + 5);
    }

    static IntStream lengths() {
        return IntStream.range(0, TestTracks.avcC().length);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void refusesARecordCutAnywhere(int length) {
        assertRefused(Arrays.copyOf(TestTracks.avcC(), length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    void refusesAnotherVersion(int version) {
        assertRefused(changed(0, version));
    }

    @Test
    void refusesLengthsOfThreeBytes() {
        assertRefused(changed(4, 0xFE));
    }

    @Test
    void refusesNoSps() {
        assertRefused(changed(5, 0xE0));
    }

    @Test
    void refusesAnSpsPastTheEnd() {
        assertRefused(changed(6, 0xFF));
    }

    @Test
    void refusesAnEmptySps() {
        assertRefused(changed(7, 0));
    }

    @Test
    void refusesMoreSpsThanThereAre() {
        assertRefused(changed(5, 0xFF));
    }

    @Test
    void refusesNoPps() {
        assertRefused(changed(34, 0));
    }

    private static byte[] changed(int index, int value) {
        byte[] record = TestTracks.avcC();
        record[index] = (byte) value;
        return record;
    }

    private static void assertRefused(byte[] record) {
        assertThatThrownBy(() -> ParameterSets.read(TestTracks.h264(record)))
                .isInstanceOfSatisfying(
                        TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }
}
