package io.xiu.hls.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xiu.hls.mp4.Remuxer.Stamped;
import io.xiu.hls.testing.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ffmpeg 8 reads in our files, against what it reads in its own that the samples were taken from. */
class Mp4FfmpegTest {
    private static final List<String> PICTURES =
            List.of("-f", "lavfi", "-t", "2", "-i", "testsrc2=size=320x180:rate=25");
    private static final List<String> SOUND = List.of("-f", "lavfi", "-t", "2", "-i", "sine=sample_rate=");
    private static final List<String> FRAGMENTED =
            List.of("-strict", "-2", "-movflags", "frag_keyframe+delay_moov+default_base_moof");

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsFfmpeg() {
        assumeTrue(Ffmpeg.isAvailable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "libx264 -preset fast -bf 3 -g 25",
                "libx264 -preset fast -bf 0 -g 10",
                "libx264 -preset ultrafast -g 1",
                "libx265 -preset fast -g 25 -x265-params log-level=error -tag:v hvc1",
                "libsvtav1 -preset 10 -g 25 -svtav1-params lookahead=0",
                "libvpx-vp9 -deadline realtime -cpu-used 8 -g 25"
            })
    void picturesAreReadAsInTheirSource(String encoder) throws IOException {
        List<String> arguments = new ArrayList<>(PICTURES);
        arguments.add("-c:v");
        arguments.addAll(List.of(encoder.split(" ", -1)));

        Remuxer remuxer = remux(arguments);

        assertThat(remuxer.segments()).isGreaterThan(1);
        compare(remuxer);
    }

    @Test
    void picturesOfVp8AreReadThoughFfmpegWritesNone() throws IOException {
        List<String> arguments = new ArrayList<>(PICTURES);
        arguments.addAll(List.of("-c:v", "libvpx", "-deadline", "realtime", "-g", "25", path("source.ivf")));
        Ffmpeg.run(arguments.toArray(String[]::new));

        Remuxer remuxer = Remuxer.ofIvf(Files.readAllBytes(folder.resolve("source.ivf")), 40);
        Files.write(folder.resolve("ours.mp4"), remuxer.file(0));

        assertThat(streams("ours.mp4")).startsWith("vp8,").contains("320,180");
        compareTimes(remuxer);
        assertThat(hashes("ours.mp4")).isEqualTo(hashes("source.ivf"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "44100 aac",
                "48000 aac -ac 6",
                "96000 aac",
                "44100 libmp3lame",
                "22050 libmp3lame",
                "48000 libopus",
                "48000 libopus -frame_duration 2.5",
                "48000 libopus -frame_duration 60 -application voip -b:a 16k",
                "44100 flac",
                "96000 flac -sample_fmt s32",
                "48000 ac3",
                "44100 ac3",
                "48000 eac3",
                "44100 eac3"
            })
    void soundIsReadAsInItsSource(String encoder) throws IOException {
        List<String> parts = List.of(encoder.split(" ", -1));
        List<String> arguments = sound(parts.get(0));
        arguments.add("-c:a");
        arguments.addAll(parts.subList(1, parts.size()));

        compare(remux(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"libx264 aac", "libx264 libopus", "libx265 eac3", "libvpx-vp9 flac"})
    void picturesAndSoundStayTogether(String encoders) throws IOException {
        List<String> parts = List.of(encoders.split(" ", -1));
        List<String> arguments = new ArrayList<>(PICTURES);
        arguments.addAll(sound("48000"));
        arguments.addAll(List.of("-g", "25", "-tag:v", tag(parts.get(0))));
        if (parts.get(0).equals("libx265")) {
            arguments.addAll(List.of("-x265-params", "log-level=error"));
        }
        arguments.addAll(List.of("-c:v", parts.get(0), "-c:a", parts.get(1)));

        compare(remux(arguments));
    }

    @Test
    void severalTracksOfAKindAreRead() throws IOException {
        List<String> arguments = new ArrayList<>(PICTURES);
        arguments.addAll(sound("48000"));
        arguments.addAll(List.of("-map", "0:v", "-map", "0:v", "-map", "1:a", "-map", "1:a"));
        arguments.addAll(List.of("-c:v:0", "libx264", "-c:v:1", "libvpx-vp9", "-deadline:v:1", "realtime"));
        arguments.addAll(List.of("-c:a:0", "aac", "-c:a:1", "libopus", "-g", "25"));

        Remuxer remuxer = remux(arguments);

        assertThat(streams("ours.mp4").lines()).hasSize(4);
        compare(remuxer);
    }

    @Test
    void aPlayerThatJoinsLateReadsTheSameTimes() throws IOException {
        List<String> arguments = new ArrayList<>(PICTURES);
        arguments.addAll(sound("44100"));
        arguments.addAll(List.of("-c:v", "libx264", "-g", "10", "-c:a", "aac"));
        Remuxer remuxer = remux(arguments);
        List<String> all = packets("ours.mp4");

        Files.write(folder.resolve("late.mp4"), remuxer.file(3));

        List<String> late = packets("late.mp4");
        assertThat(late.size()).isBetween(all.size() / 4, all.size() * 3 / 4);
        assertThat(all).containsAll(late);
    }

    private static List<String> sound(String sampleRate) {
        List<String> arguments = new ArrayList<>(SOUND);
        arguments.set(arguments.size() - 1, SOUND.get(SOUND.size() - 1) + sampleRate);
        return arguments;
    }

    private static String tag(String encoder) {
        return switch (encoder) {
            case "libx264" -> "avc1";
            case "libx265" -> "hvc1";
            default -> "vp09";
        };
    }

    /** Has ffmpeg write source.mp4, and writes ours.mp4 of its samples. */
    private Remuxer remux(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(arguments);
        command.addAll(FRAGMENTED);
        command.add(path("source.mp4"));
        Ffmpeg.run(command.toArray(String[]::new));
        Remuxer remuxer = Remuxer.ofMp4(Files.readAllBytes(folder.resolve("source.mp4")));
        Files.write(folder.resolve("ours.mp4"), remuxer.file(0));
        return remuxer;
    }

    private void compare(Remuxer remuxer) {
        assertThat(streams("ours.mp4")).isEqualTo(streams("source.mp4"));
        compareTimes(remuxer);
        assertThat(hashes("ours.mp4")).isEqualTo(hashes("source.mp4"));
    }

    /** Times, sizes and key frames of all packets, the times but for one constant. */
    private void compareTimes(Remuxer remuxer) {
        List<String> packets = packets("ours.mp4");
        assertThat(packets).hasSameSizeAs(remuxer.stamped());
        double constant = Double.NaN;
        List<Integer> ids = remuxer.stamped().stream()
                .map(one -> one.track().id())
                .distinct()
                .sorted()
                .toList();
        for (int stream = 0; stream < ids.size(); stream++) {
            int id = ids.get(stream);
            String prefix = stream + ",";
            List<String> read =
                    packets.stream().filter(line -> line.startsWith(prefix)).toList();
            List<Stamped> given = remuxer.stamped().stream()
                    .filter(one -> one.track().id() == id)
                    .toList();
            assertThat(read).hasSameSizeAs(given);
            for (int i = 0; i < read.size(); i++) {
                String[] fields = read.get(i).split(",", -1);
                Stamped one = given.get(i);
                double dts = Double.parseDouble(fields[2]) * 1_000 - one.dtsMillis();
                constant = Double.isNaN(constant) ? dts : constant;
                assertThat(dts).as("DTS of %s", one).isCloseTo(constant, within(1.0));
                double pts = Double.parseDouble(fields[1]) * 1_000 - one.ptsMillis();
                assertThat(pts).as("PTS of %s", one).isCloseTo(constant, within(1.0));
                assertThat(Integer.parseInt(fields[3]))
                        .isEqualTo(one.sample().data().limit());
                assertThat(fields[4].startsWith("K"))
                        .as("key frame: %s", one)
                        .isEqualTo(one.sample().sync());
            }
        }
    }

    /** Stream, PTS, DTS, bytes and flags of each packet. */
    private List<String> packets(String file) {
        return Ffmpeg.probe(
                        "-show_entries",
                        "packet=stream_index,pts_time,dts_time,size,flags",
                        "-of",
                        "csv=print_section=0",
                        path(file))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private String streams(String file) {
        return Ffmpeg.probe(
                "-show_entries",
                "stream=codec_name,codec_tag_string,profile,width,height,sample_rate,channels,pix_fmt,bits_per_raw_sample",
                "-of",
                "csv=print_section=0",
                path(file));
    }

    /** Stream and hash of every decoded frame, by stream; what edit lists cut off belongs to it. */
    private List<String> hashes(String file) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error"));
        if (file.endsWith(".mp4")) {
            arguments.addAll(List.of("-ignore_editlist", "1"));
        }
        arguments.addAll(List.of("-i", path(file), "-map", "0", "-fps_mode", "passthrough", "-f", "framemd5", "-"));
        return Ffmpeg.run(arguments.toArray(String[]::new))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.charAt(0) + line.substring(line.lastIndexOf(',')))
                .sorted((a, b) -> Character.compare(a.charAt(0), b.charAt(0)))
                .toList();
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }
}
