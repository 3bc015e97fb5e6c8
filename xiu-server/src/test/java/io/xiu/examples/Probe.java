package io.xiu.examples;

import io.xiu.server.testing.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files as ffmpeg and ffprobe see them. */
final class Probe {
    private Probe() {}

    /** Four seconds of moving picture, a key frame a second, and a tone, in H.264 with B-frames and AAC. */
    static Path clip(Path file, String... outputOptions) {
        List<String> options = new ArrayList<>(List.of("-c:v", "libx264", "-bf", "2", "-c:a", "aac"));
        options.addAll(List.of(outputOptions));
        return clip(file, options);
    }

    /** The same in other codecs. */
    static Path clip(Path file, List<String> outputOptions) {
        List<String> arguments = new ArrayList<>(List.of(
                "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25", "-f", "lavfi", "-i", "sine=frequency=440"));
        arguments.addAll(List.of("-t", "4", "-g", "25", "-pix_fmt", "yuv420p", "-strict", "-2"));
        arguments.addAll(outputOptions);
        arguments.addAll(List.of("-f", "flv", file.toString()));
        Ffmpeg.run(arguments);
        return file;
    }

    /** The streams and how many packets ffprobe counts in each. Fails if ffprobe finds something wrong. */
    static List<String> streams(Path file) {
        return Ffmpeg.probe(List.of(
                        "-count_packets",
                        "-show_entries",
                        "stream=codec_name,nb_read_packets,width,sample_rate",
                        "-of",
                        "csv=p=0",
                        file.toString()))
                .lines()
                .toList();
    }

    /** The duration in seconds that ffprobe gives. */
    static double seconds(Path file) {
        return Double.parseDouble(
                Ffmpeg.probe(List.of("-show_entries", "format=duration", "-of", "csv=p=0", file.toString()))
                        .strip());
    }

    /** Stream, DTS, PTS, duration, size and hash of every packet. */
    static List<String> packets(Path file) {
        return Ffmpeg.run(List.of("-i", file.toString(), "-c", "copy", "-f", "framemd5", "-"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** The hash of every decoded frame of one kind of stream, {@code v} or {@code a}. */
    static List<String> frames(Path file, String kind) {
        return hashes(List.of("-i", file.toString(), "-map", "0:" + kind, "-f", "framemd5", "-"));
    }

    /** The hash of every packet of one kind of stream, {@code v} or {@code a}. */
    static List<String> codedFrames(Path file, String kind) {
        return hashes(List.of("-i", file.toString(), "-map", "0:" + kind, "-c", "copy", "-f", "framemd5", "-"));
    }

    private static List<String> hashes(List<String> arguments) {
        return Ffmpeg.run(arguments)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }
}
