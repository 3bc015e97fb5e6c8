package io.xiu.examples;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.file.FlvFileReader;
import io.xiu.flv.file.FlvFileSettings;
import io.xiu.flv.file.FlvFileTag;
import io.xiu.flv.file.FlvFileWriter;
import io.xiu.flv.file.FlvSalvage;
import io.xiu.flv.file.SalvageReport;
import io.xiu.server.testing.Ffmpeg;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Files of flv-mux as ffprobe sees them, and those of ffmpeg as flv-mux does. */
@EnabledIf("isFfmpegAvailable")
class FlvFileProbeTest {
    @TempDir
    private Path directory;

    static boolean isFfmpegAvailable() {
        return Ffmpeg.isAvailable();
    }

    private static void write(Path from, FlvFileWriter writer) throws IOException, FlvException {
        try (FileChannel in = FileChannel.open(from)) {
            FlvFileReader reader = FlvFileReader.open(in, FlvLimits.DEFAULT);
            for (FlvFileTag tag; (tag = reader.read()) != null; ) {
                writer.write(tag.type(), (int) tag.timestampMillis(), tag.body());
            }
        }
    }

    private Path copy(Path clip) throws IOException, FlvException {
        Path copy = directory.resolve("copy.flv");
        try (FileChannel out = FileChannel.open(copy, CREATE_NEW, WRITE)) {
            FlvFileWriter writer = FlvFileWriter.create(out, FlvFileSettings.DEFAULT);
            write(clip, writer);
            writer.finish();
        }
        return copy;
    }

    private static KeyframeIndex keyframes(Path file) throws IOException, FlvException {
        try (FileChannel channel = FileChannel.open(file)) {
            return FlvFileReader.open(channel, FlvLimits.DEFAULT).keyframes();
        }
    }

    private static KeyframeIndex stated(Path file) throws IOException, FlvException {
        try (FileChannel channel = FileChannel.open(file)) {
            return FlvFileReader.open(channel, FlvLimits.DEFAULT).metadata().keyframes();
        }
    }

    @Test
    void aCopyIsTheSame() throws IOException, FlvException {
        Path clip = Probe.clip(directory.resolve("clip.flv"));
        Path copy = copy(clip);
        assertThat(Probe.packets(copy)).isEqualTo(Probe.packets(clip));
        assertThat(Probe.streams(copy)).isEqualTo(Probe.streams(clip));
        assertThat(Probe.seconds(copy)).isCloseTo(Probe.seconds(clip), within(0.1));
        assertThat(stated(copy).keyframes()).hasSize(4);
    }

    /** Without an index ffprobe would read on from the beginning to the place asked for. */
    @Test
    void ffprobeSeeksByTheIndex() throws IOException, FlvException {
        Path copy = copy(Probe.clip(directory.resolve("clip.flv")));
        String first = Ffmpeg.probe(List.of(
                        "-read_intervals",
                        "2.5%+#1",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "packet=dts_time,pos,flags",
                        "-of",
                        "csv=p=0",
                        copy.toString()))
                .lines()
                .findFirst()
                .orElseThrow();
        KeyframeIndex.Keyframe expected = stated(copy).atOrBefore(2_500);
        assertThat(first).isEqualTo("%.6f,%d,K__".formatted(expected.timestampMillis() / 1_000.0, expected.position()));
    }

    @Test
    void theIndexOfFfmpegIsUnderstood() throws IOException, FlvException {
        Path clip = Probe.clip(directory.resolve("clip.flv"), "-flvflags", "add_keyframe_index");
        Path plain = Probe.clip(directory.resolve("plain.flv"));
        assertThat(stated(plain)).isEqualTo(KeyframeIndex.EMPTY);
        assertThat(stated(clip).keyframes()).hasSize(4);
        assertThat(keyframes(clip)).isEqualTo(stated(clip));
        assertThat(keyframes(plain).keyframes())
                .extracting(KeyframeIndex.Keyframe::timestampMillis)
                .isEqualTo(stated(clip).keyframes().stream()
                        .map(KeyframeIndex.Keyframe::timestampMillis)
                        .toList());
    }

    @Test
    void whatIsAppendedPlaysBehindTheRest() throws IOException, FlvException {
        Path clip = Probe.clip(directory.resolve("clip.flv"));
        Path copy = copy(clip);
        double once = Probe.seconds(copy);
        try (FileChannel file = FileChannel.open(copy, READ, WRITE)) {
            file.truncate(file.size() - 5);
            FlvFileWriter writer = FlvFileWriter.append(file, FlvFileSettings.DEFAULT);
            write(clip, writer);
            writer.finish();
        }
        assertThat(Probe.seconds(copy)).isCloseTo(2 * once, within(0.1));
        assertThat(stated(copy).keyframes()).hasSize(8);
        assertThat(Ffmpeg.run(List.of("-xerror", "-i", copy.toString(), "-f", "null", "-")))
                .isEmpty();
    }

    @Test
    void whatIsSalvagedPlays() throws IOException {
        Path clip = Probe.clip(directory.resolve("clip.flv"));
        byte[] bytes = Files.readAllBytes(clip);
        Path damaged = Files.write(directory.resolve("damaged.flv"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
        Path whole = directory.resolve("whole.flv");
        SalvageReport report;
        try (FileChannel in = FileChannel.open(damaged);
                FileChannel out = FileChannel.open(whole, CREATE_NEW, WRITE)) {
            report = FlvSalvage.copy(in, out, FlvFileSettings.DEFAULT);
        }
        assertThat(report.gaps()).isLessThanOrEqualTo(1);
        assertThat(Probe.seconds(whole)).isCloseTo(report.durationMillis() / 1_000.0, within(0.001));
        List<String> packets = Probe.packets(whole);
        assertThat(packets).hasSizeGreaterThan(100);
        assertThat(Probe.packets(clip)).startsWith(packets.toArray(new String[0]));
    }
}
