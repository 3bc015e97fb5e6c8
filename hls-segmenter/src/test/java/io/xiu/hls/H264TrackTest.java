package io.xiu.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.TrackException.Reason;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class H264TrackTest {
    @Test
    void readsParameterSetsAndLengthSize() throws TrackException {
        H264Track track = H264Track.read(TestTracks.avcC());

        assertThat(track.kind()).isEqualTo(TrackKind.VIDEO);
        assertThat(track.nalLengthBytes()).isEqualTo(4);
        assertThat(track.parameterSets()).hasSize(2);
        assertThat(track.parameterSets().get(0)).hasSize(26).startsWith(0x67, 0x64, 0x00, 0x15);
        assertThat(track.parameterSets().get(1)).containsExactly(0x68, 0xEB, 0xEC, 0xB2, 0x2C);
    }

    @Test
    void equalsByItsRecord() throws TrackException {
        assertThat(H264Track.read(TestTracks.avcC()))
                .isEqualTo(H264Track.read(TestTracks.avcC()))
                .hasSameHashCodeAs(H264Track.read(TestTracks.avcC()))
                .isNotEqualTo(TestTracks.otherVideo());
    }

    @Test
    void takesTheExtensionOfHighProfilesAsItComes() throws TrackException {
        byte[] longer = Arrays.copyOf(TestTracks.avcC(), TestTracks.avcC().length + 4);

        assertThat(H264Track.read(longer).parameterSets()).hasSize(2);
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

    @Test
    void refusesARecordOfOver16KiB() {
        assertRefused(Arrays.copyOf(TestTracks.avcC(), 16 * 1024 + 1));
    }

    private static byte[] changed(int index, int value) {
        byte[] record = TestTracks.avcC();
        record[index] = (byte) value;
        return record;
    }

    private static void assertRefused(byte[] record) {
        assertThatThrownBy(() -> H264Track.read(record))
                .isInstanceOfSatisfying(
                        TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AVCC_BAD))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }
}
