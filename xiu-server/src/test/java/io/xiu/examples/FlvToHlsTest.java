package io.xiu.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.xiu.hls.TrackException;
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
    @CsvSource({"libx264, aac", "libx265, aac", "libx264, libmp3lame", "libx264, ac3", "libx264, eac3"})
    void theDirectoryPlaysAsTheFileDoes(String video, String audio) throws Exception {
        Path clip = Probe.clip(directory.resolve("clip.flv"), List.of("-c:v", video, "-c:a", audio, "-ar", "44100"));
        FlvToHls.convert(clip, directory, SETTINGS);

        Path playlist = directory.resolve("index.m3u8");
        assertThat(Files.readAllLines(playlist))
                .startsWith("#EXTM3U")
                .endsWith("#EXT-X-ENDLIST")
                .filteredOn(line -> line.endsWith(".ts"))
                .hasSizeBetween(3, 4);
        assertThat(Ffmpeg.run(List.of("-xerror", "-i", playlist.toString(), "-f", "null", "-")))
                .isEmpty();
        assertThat(Probe.frames(playlist, "v"))
                .isEqualTo(Probe.frames(clip, "v"))
                .hasSize(100);
        List<String> sound = Probe.frames(clip, "a");
        assertThat(Probe.frames(playlist, "a"))
                .hasSameSizeAs(sound)
                .endsWith(sound.subList(2, sound.size()).toArray(new String[0]));
    }

    @Test
    void refusesWhatTheSegmentsCannotHold() {
        Path clip = Probe.clip(directory.resolve("clip.flv"), List.of("-c:v", "libx264", "-c:a", "flac"));
        assertThatExceptionOfType(TrackException.class)
                .isThrownBy(() -> FlvToHls.convert(clip, directory, SETTINGS))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(TrackException.Reason.CODEC));
    }
}
