package io.xiu.server.codecs;

import io.xiu.server.testing.Ffmpeg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A few seconds of test pattern in each video codec and of a tone in each audio codec; encoded once, kept in target. */
final class Clips {
    static final int WIDTH = 320;
    static final int HEIGHT = 180;
    private static final String SECONDS = "4";
    private static final String GOP = "25";
    private static final Path HOME = Path.of("target", "clips").toAbsolutePath();

    private Clips() {}

    /** A video codec of FLV. */
    enum Video {
        H264("-c:v libx264 -preset veryfast -bf 2 -keyint_min " + GOP + " -sc_threshold 0"),
        HEVC("-c:v libx265 -preset ultrafast -x265-params log-level=error:bframes=2:scenecut=0"),
        AV1("-c:v libsvtav1 -preset 12"),
        VP9("-c:v libvpx-vp9 -deadline realtime -cpu-used 8");

        private final String options;

        Video(String options) {
            this.options = options;
        }

        Path clip() {
            return Clips.clip("v-" + name(), source(WIDTH, HEIGHT), options);
        }

        /** The same codec with pictures of another size. */
        Path clip(int width, int height) {
            return Clips.clip("v-" + name() + "-" + width, source(width, height), options);
        }

        private static List<String> source(int width, int height) {
            return List.of("-i", "testsrc2=rate=25:size=" + width + "x" + height, "-pix_fmt", "yuv420p", "-g", GOP);
        }
    }

    /** An audio codec of FLV. */
    enum Audio {
        AAC(44_100, "-c:a aac"),
        OPUS(48_000, "-c:a libopus"),
        MP3(44_100, "-c:a libmp3lame"),
        AC3(48_000, "-c:a ac3"),
        EAC3(48_000, "-c:a eac3"),
        FLAC(48_000, "-c:a flac");

        private final int sampleRate;
        private final String options;

        Audio(int sampleRate, String options) {
            this.sampleRate = sampleRate;
            this.options = options;
        }

        int sampleRate() {
            return sampleRate;
        }

        Path clip() {
            return clip(440);
        }

        /** With a tone of so many Hz. */
        Path clip(int frequency) {
            String tone = "sine=frequency=" + frequency + ":sample_rate=" + sampleRate;
            return Clips.clip("a-" + name() + "-" + frequency, List.of("-i", tone, "-ac", "2"), options);
        }
    }

    private static synchronized Path clip(String name, List<String> source, String codec) {
        Path clip = HOME.resolve(name + ".mkv");
        if (!Files.exists(clip)) {
            Path unfinished = HOME.resolve(name + ".unfinished.mkv");
            List<String> command = new ArrayList<>(List.of("-f", "lavfi"));
            command.addAll(source);
            command.addAll(Arrays.asList(codec.split(" ", -1)));
            command.addAll(List.of("-t", SECONDS, "-strict", "-2", unfinished.toString()));
            try {
                Files.createDirectories(HOME);
                Ffmpeg.run(command);
                Files.move(unfinished, clip, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return clip;
    }
}
