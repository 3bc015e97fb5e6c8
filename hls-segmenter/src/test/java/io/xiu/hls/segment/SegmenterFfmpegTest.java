package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.playlist.LivePlaylist;
import io.xiu.hls.playlist.LivePlaylistSettings;
import io.xiu.hls.playlist.MediaPlaylistWriter;
import io.xiu.hls.playlist.MultivariantPlaylist;
import io.xiu.hls.playlist.MultivariantPlaylistWriter;
import io.xiu.hls.playlist.SegmentNames;
import io.xiu.hls.playlist.StreamDescription;
import io.xiu.hls.playlist.Variant;
import io.xiu.hls.testing.Ffmpeg;
import io.xiu.hls.ts.TsEvent;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.SampleRead;
import io.xiu.hls.ts.TsEvent.TracksChanged;
import io.xiu.hls.ts.TsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A multivariant playlist, a media playlist and segments on the disk, played by ffmpeg 8 as their source is. */
class SegmenterFfmpegTest {
    private static final long LATER_90K = 20 * 90_000;
    private static final SegmentNames NAMES = SegmentNames.prefixed("");

    @TempDir
    private Path folder;

    private final List<Sample> samples = new ArrayList<>();
    private List<Track> tracks = List.of();

    @BeforeAll
    static void needsFfmpeg() {
        assumeTrue(Ffmpeg.isAvailable());
    }

    @ParameterizedTest(name = "{0}, {1}, parts of {2} ms")
    @CsvSource({
        "libx264, TS, 0",
        "libx264, TS, 400",
        "libx264, FMP4, 0",
        "libx264, FMP4, 400",
        "libx265, TS, 400",
        "libx265, FMP4, 400"
    })
    void playsAsItsSource(String encoder, SegmentFormat format, int partMillis) throws IOException, TrackException {
        encode(encoder);
        SegmenterSettings settings = SegmenterSettings.DEFAULT
                .withFragmentSeconds(2)
                .withFormat(format)
                .withPartMillis(partMillis);
        record(settings, 1);

        assertThat(packets("master.m3u8")).isEqualTo(packets("source.ts"));
        assertThat(hashes("master.m3u8")).isEqualTo(hashes("source.ts"));
    }

    @Test
    void playsOnOverADiscontinuity() throws IOException, TrackException {
        encode("libx264");
        SegmenterSettings settings =
                SegmenterSettings.DEFAULT.withFormat(SegmentFormat.FMP4).withPartMillis(400);
        record(settings, 2);

        List<String> twice = new ArrayList<>(packets("source.ts"));
        twice.addAll(packets("source.ts"));
        twice.sort(Comparator.comparingInt(line -> line.charAt(0)));
        assertThat(packets("master.m3u8")).isEqualTo(twice);
    }

    private void encode(String encoder) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(("-f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=sample_rate=44100 -t 9"
                                + " -preset ultrafast -bf 2 -g 50 -c:a aac -c:v " + encoder)
                        .split(" ", -1)));
        if (encoder.equals("libx265")) {
            command.addAll(List.of("-x265-params", "log-level=error"));
        }
        command.add(path("source.ts"));
        Ffmpeg.run(command.toArray(String[]::new));
        read(Files.readAllBytes(folder.resolve("source.ts")));
    }

    private void read(byte[] file) {
        TsReader reader = new TsReader(UnpooledByteBufAllocator.DEFAULT);
        ByteBuf in = Unpooled.wrappedBuffer(file);
        for (TsEvent event; (event = reader.read(in)) != null; ) {
            take(event);
        }
        for (TsEvent event; (event = reader.flush()) != null; ) {
            take(event);
        }
        samples.sort(Comparator.comparingLong(Sample::dts90k));
        assertThat(tracks).hasSize(2);
    }

    private void take(TsEvent event) {
        assertThat(event).isNotInstanceOf(Problem.class);
        if (event instanceof SampleRead read) {
            samples.add(read.sample());
        } else if (event instanceof TracksChanged changed) {
            tracks = changed.tracks();
        }
    }

    /** Writes the samples as segments, and once more 20 s later after a discontinuity. */
    private void record(SegmenterSettings settings, int times) throws IOException, TrackException {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
        Segmenter segmenter = new Segmenter(settings, allocator);
        LivePlaylist playlist = new LivePlaylist(LivePlaylistSettings.of(100).withParts(settings.partMillis(), false));
        segmenter.tracks(tracks);
        for (int i = 0; i < times; i++) {
            long later90k = i * LATER_90K;
            for (Sample sample : samples) {
                sample.data().retain();
                segmenter.write(
                        sample.at(sample.dts90k() + later90k, sample.pts90k() + later90k),
                        1_700_000_000_000L + (sample.dts90k() + later90k) / 90);
                deliver(segmenter, playlist);
            }
            segmenter.discontinuity();
            deliver(segmenter, playlist);
        }
        segmenter.finish();
        samples.forEach(sample -> assertThat(sample.data().release()).isTrue());
        playlist.finish();
        write("index.m3u8", new MediaPlaylistWriter().write(Objects.requireNonNull(playlist.snapshot())));
        StreamDescription description =
                new StreamDescription(playlist.peakBitsPerSecond()).withAverage(playlist.averageBitsPerSecond());
        MultivariantPlaylist master = MultivariantPlaylist.of(List.of(new Variant("index.m3u8", description)));
        write("master.m3u8", new MultivariantPlaylistWriter().write(master));
        playlist.close();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    private void deliver(Segmenter segmenter, LivePlaylist playlist) throws IOException {
        for (; ; ) {
            for (Part part; (part = segmenter.pollPart()) != null; ) {
                playlist.add(part, 0);
            }
            Segment segment = segmenter.poll();
            if (segment == null) {
                return;
            }
            InitializationSegment initialization = segment.initialization();
            if (initialization != null) {
                Files.write(folder.resolve(NAMES.initialization(initialization.number())), initialization.bytes());
            }
            Files.write(
                    folder.resolve(NAMES.segment(segment.sequence(), segment.format())),
                    ByteBufUtil.getBytes(segment.data()));
            playlist.add(segment, 0);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Kind, bytes and key frame flag of each packet, by kind. */
    private List<String> packets(String file) {
        return Ffmpeg.probe("-show_entries", "packet=codec_type,flags", "-of", "csv=print_section=0", path(file))
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.replaceAll(",+$", ""))
                .sorted(Comparator.comparingInt(line -> line.charAt(0)))
                .toList();
    }

    /** Stream and hash of every decoded frame, by stream. */
    private List<String> hashes(String file) {
        return Ffmpeg.run(
                        ("-i " + path(file) + " -map 0:v -map 0:a -fps_mode passthrough -f framemd5 -").split(" ", -1))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.charAt(0) + line.substring(line.lastIndexOf(',')))
                .sorted(Comparator.comparingInt(line -> line.charAt(0)))
                .toList();
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }
}
