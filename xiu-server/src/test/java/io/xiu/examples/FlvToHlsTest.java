package io.xiu.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.xiu.hls.TrackException;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.hls.segment.SegmenterSettings;
import io.xiu.server.testing.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledIf("isFfmpegAvailable")
class FlvToHlsTest {
    private static final SegmenterSettings SETTINGS = SegmenterSettings.DEFAULT.withFragmentSeconds(1);

    @TempDir
    private Path directory;

    static boolean isFfmpegAvailable() {
        return Ffmpeg.isAvailable();
    }

    @ParameterizedTest
    @CsvSource({
        "TS, libx264, aac",
        "TS, libx265, aac",
        "TS, libx264, libmp3lame",
        "TS, libx265, ac3",
        "TS, libx264, eac3",
        "FMP4, libx264, aac",
        "FMP4, libx265, ac3",
        "FMP4, libx264, eac3",
        "FMP4, libsvtav1, libopus",
        "FMP4, libsvtav1, flac",
        "FMP4, libx264, libmp3lame"
    })
    void theDirectoryPlaysAsTheFileDoes(SegmentFormat format, String video, String audio) throws Exception {
        Path clip = Probe.clip(directory.resolve("clip.flv"), List.of("-c:v", video, "-c:a", audio, "-ar", "48000"));
        FlvToHls.convert(clip, directory, SETTINGS.withFormat(format));

        Path playlist = directory.resolve("index.m3u8");
        assertThat(Files.readAllLines(playlist))
                .startsWith("#EXTM3U")
                .endsWith("#EXT-X-ENDLIST")
                .filteredOn(line -> line.endsWith("." + format.fileExtension()))
                .hasSizeBetween(3, 4);
        assertThat(Ffmpeg.run(List.of("-xerror", "-i", playlist.toString(), "-f", "null", "-")))
                .isEmpty();
        assertThat(Probe.frames(playlist, "v"))
                .isEqualTo(Probe.frames(clip, "v"))
                .hasSize(100);
        if (audio.equals("libopus")) {
            // the first packet comes before the video, and what is decoded from it isn't to be heard
            List<String> packets = Probe.codedFrames(clip, "a");
            assertThat(Probe.codedFrames(playlist, "a"))
                    .isEqualTo(packets.subList(1, packets.size()))
                    .hasSize(200);
        } else {
            List<String> sound = Probe.frames(clip, "a");
            assertThat(Probe.frames(playlist, "a"))
                    .endsWith(sound.subList(2, sound.size()).toArray(new String[0]))
                    .hasSameSizeAs(sound);
        }
    }

    @Test
    void refusesWhatTheSegmentsCannotHold() {
        Path clip = Probe.clip(directory.resolve("clip.flv"), List.of("-c:v", "libx264", "-c:a", "flac"));
        assertThatExceptionOfType(TrackException.class)
                .isThrownBy(() -> FlvToHls.convert(clip, directory, SETTINGS))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(TrackException.Reason.CODEC));
    }
}
