package io.xiu.hls.ts;

import static io.xiu.hls.TestSamples.accessUnit;
import static io.xiu.hls.TestSamples.nalUnit;
import static io.xiu.hls.TestSamples.video;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.ts.TsListing.Pes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a muxer writes the NAL units of video, and fills packets with them. */
class TsMuxerVideoTest {
    private final MuxerScene scene = new MuxerScene();

    @AfterEach
    void release() {
        scene.release();
    }

    @Test
    void putsDelimiterAndParameterSetsBeforeKeyFramesOnly() {
        scene.start(TestTracks.video());
        scene.write(video(0, true, 20));
        scene.write(video(3_600, false, 20));

        List<Pes> frames = scene.pes(TsListing.VIDEO_PID);
        assertThat(nalTypes(frames.get(0))).containsExactly(9, 7, 8, 5);
        assertThat(nalTypes(frames.get(1))).containsExactly(9, 1);
    }

    @Test
    void keepsParameterSetsOfTheSampleAndWritesOneDelimiter() {
        scene.start(TestTracks.video());
        byte[] sps = nalUnit(7, 12);
        scene.write(new Sample(
                TestTracks.video(),
                0,
                0,
                true,
                accessUnit(nalUnit(9, 2), sps, nalUnit(8, 6), nalUnit(6, 9), nalUnit(5, 30))));

        Pes frame = scene.pes(TsListing.VIDEO_PID).get(0);
        assertThat(nalTypes(frame)).containsExactly(9, 7, 8, 6, 5);
        assertThat(TsListing.splitAnnexB(frame.payload()).get(1)).isEqualTo(sps);
    }

    @Test
    void putsParameterSetsBeforeEachRandomAccessPictureOfHevcOnce() {
        scene.start(CodecTracks.HEVC);
        byte[] cra = {21 << 1, 1, 9, 9};
        byte[] set = {32 << 1, 1, 9};
        byte[] sps = {33 << 1, 1, 9};
        byte[] pps = {34 << 1, 1, 9};
        scene.write(new Sample(CodecTracks.HEVC, 0, 0, false, accessUnit(cra)));
        scene.write(new Sample(CodecTracks.HEVC, 3_600, 3_600, true, accessUnit(set, sps, pps, cra)));

        List<Pes> frames = scene.pes(TsListing.VIDEO_PID);
        assertThat(frames)
                .extracting(frame -> TsListing.splitAnnexB(frame.payload()).stream()
                        .map(unit -> unit[0] >> 1)
                        .toList())
                .containsExactly(List.of(35, 32, 33, 34, 21), List.of(35, 32, 33, 34, 21));
    }

    @Test
    void skipsEmptyNalUnits() {
        scene.start(TestTracks.video());
        scene.write(new Sample(TestTracks.video(), 0, 0, false, accessUnit(new byte[0], nalUnit(1, 30), new byte[0])));

        assertThat(nalTypes(scene.pes(TsListing.VIDEO_PID).get(0))).containsExactly(9, 1);
    }

    @Test
    void fillsPacketsAtEveryLength() {
        scene.start(TestTracks.video());
        for (int bytes = 1; bytes <= 600; bytes++) {
            scene.write(video(bytes * 3_600L, bytes == 1, bytes));
        }

        List<Pes> frames = scene.pes(TsListing.VIDEO_PID);
        assertThat(frames).hasSize(600);
        for (int bytes = 1; bytes <= 600; bytes++) {
            List<byte[]> units = TsListing.splitAnnexB(frames.get(bytes - 1).payload());
            assertThat(units.get(units.size() - 1)).isEqualTo(nalUnit(bytes == 1 ? 5 : 1, bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535 - 8 - 6 - 4 - 1, 65_535 - 8 - 6 - 4, 65_535 - 8 - 6 - 4 + 1, 9 * 1024 * 1024})
    void leavesThePesLengthOutAbove65535(int nalBytes) {
        scene.start(TestTracks.video());
        scene.write(video(0, false, nalBytes));

        Pes frame = scene.pes(TsListing.VIDEO_PID).get(0);
        int length = nalBytes + 8 + 6 + 4;
        assertThat(frame.lengthField()).isEqualTo(length > 65_535 ? 0 : length);
        assertThat(Arrays.mismatch(TsListing.splitAnnexB(frame.payload()).get(1), nalUnit(1, nalBytes)))
                .isEqualTo(-1);
    }

    private static List<Integer> nalTypes(Pes frame) {
        return TsListing.splitAnnexB(frame.payload()).stream()
                .map(unit -> unit[0] & 0x1F)
                .toList();
    }
}
