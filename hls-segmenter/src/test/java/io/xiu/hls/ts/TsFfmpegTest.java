package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.testing.Ffmpeg;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.SampleRead;
import io.xiu.hls.ts.TsEvent.TracksChanged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that ffmpeg 8 wrote: read by our reader, written anew by our muxer, and compared by ffmpeg. */
class TsFfmpegTest {
    /** What the muxer adds to every time. */
    private static final long OFFSET_90K = 126_000;

    private static final int MAX_ROUNDING_90K = 2;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsFfmpeg() {
        assumeTrue(Ffmpeg.isAvailable());
    }

    @ParameterizedTest
    @CsvSource({
        "libx264, aac, 48000",
        "libx264, libmp3lame, 44100",
        "libx264, ac3, 48000",
        "libx264, eac3, 44100",
        "libx264, libopus, 48000",
        "libx265, aac, 44100",
        "libx265, libmp3lame, 22050",
        "libx265, ac3, 44100",
        "libx265, eac3, 48000",
        "libx265, libopus, 48000",
    })
    void everyPacketAndPictureIsAsBefore(String video, String audio, int sampleRate)
            throws IOException, TrackException {
        Ffmpeg.run(("-f lavfi -t 2 -i testsrc2=size=320x180:rate=25 -f lavfi -t 2 -i sine=sample_rate=" + sampleRate
                        + " -g 20 -bf 2 -pix_fmt yuv420p -c:v " + video + " -preset ultrafast -c:a " + audio + " -ac 2"
                        + (video.equals("libx265") ? " -x265-params log-level=error " : " ")
                        + path("source.ts"))
                .split(" ", -1));

        Files.write(folder.resolve("ours.ts"), remuxed(Files.readAllBytes(folder.resolve("source.ts"))));

        List<String> packets = packets("ours.ts");
        assertThat(packets).as("and no warnings").allMatch(line -> line.startsWith("packet,"));
        assertThat(packets)
                .hasSizeGreaterThan(80)
                .usingElementComparator(TsFfmpegTest::compare)
                .isEqualTo(packets("source.ts"));
        assertThat(hashes("ours.ts")).isEqualTo(hashes("source.ts"));
    }

    private static byte[] remuxed(byte[] source) throws TrackException {
        List<TsEvent> events = TsEvents.of(List.of(source));
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
        List<TracksChanged> changes = TsEvents.only(TracksChanged.class, events);
        ByteBuf out = Unpooled.buffer();
        TsMuxer muxer = new TsMuxer(TsOutput.to(out));
        muxer.tracks(changes.get(changes.size() - 1).tracks());
        muxer.writeTables();
        List<Sample> samples = new ArrayList<>();
        TsEvents.only(SampleRead.class, events).forEach(read -> samples.add(read.sample()));
        samples.sort(Comparator.comparingLong(Sample::dts90k));
        long clock90k = samples.get(0).dts90k() - OFFSET_90K;
        for (Sample sample : samples) {
            Sample moved = sample.at(sample.dts90k() - OFFSET_90K, sample.pts90k() - OFFSET_90K);
            assertThat(SampleCheck.of(moved.track()).check(moved)).isNull();
            clock90k = moved.kind() == TrackKind.VIDEO ? moved.dts90k() : clock90k;
            muxer.write(moved, clock90k);
        }
        muxer.flush();
        return ByteBufUtil.getBytes(out);
    }

    /** Kind, PTS, DTS and, of audio, bytes of each packet, by kind and time. Start codes are of three or four bytes. */
    private List<String> packets(String file) {
        return Ffmpeg.probe("-show_entries", "packet=codec_type,pts,dts,size", "-of", "csv", path(file))
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.replaceFirst(",$", ""))
                .map(line -> line.replaceFirst("(packet,video,.*),\\d+$", "$1"))
                .sorted()
                .toList();
    }

    /** Times of audio may differ by what is lost where sampling periods are rounded to the clock. */
    private static int compare(String one, String other) {
        String[] mine = one.split(",", -1);
        String[] theirs = other.split(",", -1);
        boolean near = mine.length == theirs.length && mine[1].equals(theirs[1]);
        for (int field = 2; near && field < mine.length; field++) {
            int most = field < 4 ? MAX_ROUNDING_90K : 0;
            near = Math.abs(Long.parseLong(mine[field]) - Long.parseLong(theirs[field])) <= most;
        }
        return near ? 0 : one.compareTo(other);
    }

    /** Stream and hash of every decoded frame. */
    private List<String> hashes(String file) {
        return Ffmpeg.run("-v", "error", "-i", path(file), "-map", "0", "-f", "framemd5", "-")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.charAt(0) + line.substring(line.lastIndexOf(',')))
                .sorted()
                .toList();
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }
}
