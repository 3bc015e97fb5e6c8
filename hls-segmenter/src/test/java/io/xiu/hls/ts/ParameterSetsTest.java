package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.Codec;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
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

    @Test
    void readsParameterSetsOfHevc() throws TrackException {
        ParameterSets sets = ParameterSets.read(CodecTracks.HEVC);

        assertThat(sets.codec()).isEqualTo(NalCodec.HEVC);
        assertThat(sets.nalLengthBytes()).isEqualTo(4);
        assertThat(sets.annexB())
                .hasSize(4 + 24 + 4 + 43 + 4 + 6)
                .startsWith(0, 0, 0, 1, 0x40, 1, 0x0C)
                .containsSequence(0, 0, 0, 1, 0x42, 1, 1, 1)
                .endsWith(0, 0, 0, 1, 0x44, 1, 0xC0, 0x73, 0xC1, 0x89);
    }

    @Test
    void passesOverWhatElseARecordOfHevcHolds() throws TrackException {
        byte[] record = CodecTracks.HEVC.configuration();
        byte[] sei = {(byte) 0xA7, 0, 1, 0, 3, 39 << 1, 1, 5};
        byte[] longer = Arrays.copyOf(record, record.length + sei.length);
        System.arraycopy(sei, 0, longer, record.length, sei.length);
        longer[22]++;

        assertThat(ParameterSets.read(hevc(longer)).annexB())
                .isEqualTo(ParameterSets.read(CodecTracks.HEVC).annexB());
    }

    static IntStream hevcLengths() {
        return IntStream.range(0, CodecTracks.HEVC.configuration().length);
    }

    @ParameterizedTest
    @MethodSource("hevcLengths")
    void refusesARecordOfHevcCutAnywhere(int length) {
        assertRefusedHevc(Arrays.copyOf(CodecTracks.HEVC.configuration(), length));
    }

    @Test
    void refusesARecordOfHevcWithoutSetsOfAType() {
        byte[] record = CodecTracks.HEVC.configuration();
        for (int type : new int[] {0xA0, 0xA1, 0xA2}) {
            byte[] other = record.clone();
            for (int i = 23; i < other.length - 5; i++) {
                if ((other[i] & 0xFF) == type && other[i + 1] == 0 && other[i + 2] == 1) {
                    other[i + 5] = 39 << 1;
                }
            }
            assertRefusedHevc(other);
        }
    }

    @Test
    void refusesARecordOfHevcWithAnotherVersionOrLengthsOfThreeBytes() {
        byte[] record = CodecTracks.HEVC.configuration();
        record[21] = (byte) (record[21] & ~1);
        assertRefusedHevc(record);
        record = CodecTracks.HEVC.configuration();
        record[0] = 2;
        assertRefusedHevc(record);
    }

    private static Track hevc(byte[] record) {
        return Track.video(1, Codec.HEVC, "", 320, 180, record);
    }

    private static void assertRefusedHevc(byte[] record) {
        assertThatThrownBy(() -> ParameterSets.read(hevc(record)))
                .isInstanceOfSatisfying(
                        TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));
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
