package io.xiu.hls.ts;

import static io.xiu.hls.TestSamples.audio;
import static io.xiu.hls.TestSamples.video;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.ts.TsListing.Item;
import io.xiu.hls.ts.TsListing.Pcr;
import io.xiu.hls.ts.TsListing.Pes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times a muxer writes: PCR, PTS and DTS. */
class TsMuxerTimesTest {
    private static final long SECOND = 90_000;
    private static final long OFFSET = 126_000;
    private static final long DELAY = 63_000;
    private static final long WRAP = 1L << 33;

    private final MuxerScene scene = new MuxerScene();

    @AfterEach
    void release() {
        scene.release();
    }

    @Test
    void wrapsTimesAt33Bits() {
        scene.start(TestTracks.video());
        long first = WRAP - OFFSET - 3_600;
        for (int i = 0; i < 30; i++) {
            scene.write(video(first + i * 3_600L, i == 0, 50));
        }

        List<Pes> frames = scene.pes(TsListing.VIDEO_PID);
        assertThat(frames).extracting(Pes::pts90k).startsWith(WRAP - 3_600, 0L, 3_600L);
        assertThat(frames)
                .allSatisfy(frame ->
                        assertThat(frame.dts90k() - frame.pcr90k() & WRAP - 1).isEqualTo(DELAY));
        assertThat(frames.get(19).pcr90k()).isEqualTo(3_600 * 18 - DELAY);
    }

    @Test
    void neverWritesANegativeTime() {
        scene.start(TestTracks.video());
        scene.write(video(-45_000, true, 50));

        assertThat(scene.pes(TsListing.VIDEO_PID).get(0).pcr90k()).isEqualTo(OFFSET - DELAY - 45_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_000, 9_000, 9_001, 17_000, 90_000, 10 * SECOND})
    void writesAPcrAtLeastEvery100Milliseconds(long interval) {
        scene.start(TestTracks.video(), TestTracks.audio());
        for (int i = 0; i < 20; i++) {
            scene.write(video(i * interval, i == 0, 200));
        }

        assertPcrs(scene.read(), TsListing.VIDEO_PID);
    }

    @ParameterizedTest
    @CsvSource({"48000, 1188", "44100, 1208", "8000, 1588", "7350, 1608"})
    void writesAPcrAtLeastEvery100MillisecondsWithAudioOnly(int sampleRate, String configuration) {
        Track track = TestTracks.aac(sampleRate, 1, configuration);
        scene.start(track);
        for (int i = 0; i < 100; i++) {
            scene.write(audio(i * 1_024L * SECOND / track.sampleRate(), 50));
        }
        scene.muxer.flush();

        assertPcrs(scene.read(), TsListing.AUDIO_PID);
    }

    @Test
    void writesAPcrFirstWhenAudioStartsASegmentWithVideo() {
        scene.start(TestTracks.video(), TestTracks.audio());
        scene.write(audio(0, 50));
        scene.muxer.flush();

        assertThat(scene.read().subList(2, 4)).extracting(Item::pid).containsExactly(0x102, 0x101);
    }

    @Test
    void aPcrComesInTimeThoughTablesWereWrittenMeanwhile() {
        scene.start(TestTracks.video());
        scene.write(video(0, true, 50));
        scene.muxer.writeTables();
        scene.write(video(SECOND, true, 50));

        assertPcrs(scene.read(), TsListing.VIDEO_PID);
    }

    @Test
    void startsANewPesPacketAtAGapInTheAudio() {
        scene.start(TestTracks.audio());
        scene.write(audio(0, 50));
        scene.write(audio(2_089, 50));
        scene.write(audio(20_000, 50));
        scene.muxer.flush();

        assertThat(scene.pes(TsListing.AUDIO_PID)).extracting(Pes::pts90k).containsExactly(OFFSET, OFFSET + 20_000);
    }

    private static void assertPcrs(List<Item> items, int pid) {
        long last = TsListing.NONE;
        for (Item item : items) {
            long pcr =
                    item instanceof Pcr only ? only.pcr90k() : item instanceof Pes pes ? pes.pcr90k() : TsListing.NONE;
            if (pcr == TsListing.NONE) {
                continue;
            }
            assertThat(item.pid()).isEqualTo(pid);
            if (last != TsListing.NONE) {
                assertThat(pcr - last).isPositive().isLessThanOrEqualTo(9_000);
            }
            last = pcr;
        }
        assertThat(last).isNotEqualTo(TsListing.NONE);
    }
}
